import type { Component, Snippet } from 'svelte';
import type { ShownField, ShownType } from 'virtual:contract';
import { dayParameters } from '#contract/day-of.ts';
import type { Page } from '#contract/page.ts';
import type { Permission } from '#contract/permission.ts';
import type { RecordHead } from '#contract/record-type.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Change } from '#contract/record-operations.ts';
import { writeListState, type ListState } from './list-state.ts';
import type { CallOptions } from '#lib/api/client.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import type { RecordTexts } from '#lib/i18n/record-texts.ts';
import type { Workspace } from '#lib/workspace.ts';
import { flat, nested } from './flat.ts';

/** A record or a list row of any type; what its fields are, its type's declaration says. */
export type AnyRecord = RecordHead & Record<string, unknown>;
export type AnyRow = Omit<RecordHead, 'createdBy' | 'updatedBy'> & Record<string, unknown>;

/** The operations that every record type has, as the shared pages call them. */
export interface RecordClient {
  list(input: Record<string, unknown>, options?: CallOptions): Promise<Page<AnyRow>>;
  get(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  create(input: { orgId: string; body: Record<string, unknown> }, options?: CallOptions): Promise<AnyRecord>;
  update(
    input: { orgId: string; id: string; body: Record<string, unknown> },
    options?: CallOptions,
  ): Promise<AnyRecord>;
  delete(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  restore(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  history(
    input: { orgId: string; id: string; cursor?: string },
    options?: CallOptions,
  ): Promise<{ items: Change[]; nextCursor?: string | undefined }>;
}

/** A resource's operations, whose custom values stand beside the others. */
export function recordClient(resource: unknown): RecordClient {
  const raw = resource as RecordClient;
  return {
    ...raw,
    list: async (input, options) => {
      const page = await raw.list(input, options);
      return { ...page, items: page.items.map(flat) };
    },
    get: async (input, options) => flat(await raw.get(input, options)),
    create: async ({ orgId, body }, options) =>
      flat(await raw.create({ orgId, body: { custom: {}, ...nested(body) } }, options)),
    update: async ({ body, ...input }, options) =>
      flat(await raw.update({ ...input, body: nested(body) }, options)),
    delete: async (input, options) => flat(await raw.delete(input, options)),
    restore: async (input, options) => flat(await raw.restore(input, options)),
  };
}

/** A column of the list: a field of the type, or a moment that every record has. */
export interface Column {
  field: string;
  /** Pixels, until someone drags the edge. */
  width: number;
  /** Not shown until it is chosen. */
  hidden?: true;
  /** The name of the sort that the column's head switches. */
  sort?: string;
  /** A second field, shown small behind the first. */
  beside?: string;
  /** A second field, shown in its place where it has a value. */
  instead?: string;
}

export type BoardComponent = Component<{ view: RecordView; list: ListState; filters: Snippet }>;

/** A part that a type has of its own; its code is fetched when it is shown. */
export type RecordPart = () => Promise<{ default: Component<{ view: RecordView; record: AnyRecord }> }>;

/** Other records beside a record: those of a type that name it in a field. */
export interface Related {
  type: RecordTypeName;
  /** The list's filter that takes the record's id; without one they are found by the record's timeline. */
  by?: string;
  /** What they are called here, where that is not what they always are. */
  heading?: () => string;
}

/** Two bounds of the list operation around one number. */
export interface Range {
  name: string;
  /** Of a custom field or a day; others have theirs by their name. */
  label?: string;
  from: string;
  to: string;
  kind: 'money' | 'integer' | 'decimal' | 'date';
}

/** Everything the shared pages need to know about a record type beyond its declaration in the contract. */
export interface RecordView {
  type: ShownType;
  name: RecordTypeName;
  /** Stands in addresses: /o/<org>/contacts. */
  plural: string;
  client: RecordClient;
  texts: () => RecordTexts;
  icon: Component<{ class?: string }>;
  createIcon: Component<{ class?: string }>;
  goCommand: CommandId;
  permissions: Record<'read' | 'create' | 'update' | 'delete', Permission>;
  /** How lists are sorted at first, if not by the first of the type's sorts. */
  sort?: string;
  /** The field whose pill stands on the card and in the header. */
  status?: string;
  ranges?: readonly Range[];
  columns: readonly Column[];
  /** Fields of the card's and the header's second line; the first that is set is shown. */
  subtitle: readonly string[];
  /** Fields that have a place of their own beside the timeline. */
  aside: readonly string[];
  /** Fields set by the server that a record's page tells where they have a value. */
  told?: readonly string[];
  related?: readonly Related[];
  /** Buttons in the page's header, beside Edit. */
  verbs?: RecordPart;
  /** Stands above the fields. */
  summary?: RecordPart;
  /** Another page about all of them, below the list's address; the list's head has a link to it. */
  overview?: {
    path: string;
    icon: Component<{ class?: string }>;
    label: () => string;
    goCommand: CommandId;
  };
  /** Fields that mean nothing beside the record's other values, and are not asked for then. */
  needless?: (values: Record<string, unknown>, workspace: Workspace) => readonly string[];
  /** The organization's own fields, which stand below the others. */
  sections?: readonly { title: string; names: readonly string[] }[];
  /** A second way to show the list. */
  board?: () => Promise<{ default: BoardComponent }>;
  /** What has to be said above the list, for its present order. */
  notice?: () => Promise<{ default: Component<{ list: ListState }> }>;
  /** What a new record begins with, beside the lists' first entries. */
  given?: (workspace: Workspace) => Record<string, unknown>;
  /** What a name that was typed elsewhere fills in on the form. */
  fromName: (name: string) => Record<string, unknown>;
}

/** Fields that people fill in, in the order of the declaration. */
export function inputFields(view: RecordView): [string, ShownField][] {
  return Object.entries(view.type.fields).filter(([, { mode }]) => mode !== 'derived' && mode !== 'kept');
}

/** Whose absence means that somebody is still to be found; another field is merely empty. */
export const isOwner = (field: string): boolean => field === 'ownerId';

/** What can be filled in of a record with these values; what needs nothing said and says nothing is left out. */
export function askedFields(
  view: RecordView,
  values: Record<string, unknown>,
  workspace: Workspace,
): [string, ShownField][] {
  const needless = view.needless?.(values, workspace) ?? [];
  return inputFields(view).filter(([name]) => !needless.includes(name) || Boolean(values[name]));
}

/** How a column's values are shown. Moments are in every record's head and so in no declaration. */
export function kindOf(view: RecordView, field: string): ShownField['kind'] {
  return view.type.fields[field]?.kind ?? 'timestamp';
}

/** The field that a column shows of a row. */
export const fieldIn = ({ field, instead }: Column, row: AnyRow): string =>
  instead && row[instead] ? instead : field;

/** What stands over a column: the order that it gives may have a name of its own. */
export function labelOf(view: RecordView, { field, sort = field }: Column): string {
  const { fields } = view.texts();
  return fields[sort] ?? fields[field] ?? field;
}

/** Whether a value of this field is drawn as a pill: a place in a course of things, not a mere choice. */
export function isStatus(field: ShownField | undefined): boolean {
  return field?.list !== undefined && field.list !== 'leadSources' && field.list !== 'pipelines';
}

/** What the styles of a table call a column's cells. */
export function classOf(view: RecordView, { field }: Column): string {
  return field === view.status ? 'status' : kindOf(view, field);
}

/** Filters that are no field's: whose team owns them, and whether anything was done on them. */
export const furtherFilters = ({ type }: RecordView): string[] => [
  ...(type.filters.includes('ownerId') ? ['teamOf'] : []),
  ...(type.hasActivities ? ['hasActivities'] : []),
];

/** The days that a list of these records can be narrowed to. */
const dayRanges = (view: RecordView): Range[] =>
  Object.entries(view.type.days).map(([name, { fields, sort }]) => ({
    name,
    label: view.texts().fields[sort ?? fields[0] ?? ''] ?? name,
    ...dayParameters(name),
    kind: 'date',
  }));

export const rangesOf = (view: RecordView): Range[] => [...(view.ranges ?? []), ...dayRanges(view)];

/** What decides how a list's address is read. */
export function shapeOf(view: RecordView): {
  sorts: readonly string[];
  filters: readonly string[];
  first: string;
} {
  const { sorts, filters, bounds } = view.type;
  const days = dayRanges(view).flatMap(({ from, to }) => [from, to]);
  return {
    sorts,
    filters: [...filters, ...furtherFilters(view), ...bounds, ...days],
    first: view.sort ?? sorts[0] ?? '',
  };
}

/** What stands behind a list's address: the board is the usual view of what has one. */
export function listSearch(view: RecordView, list: ListState, board = false): string {
  const search = writeListState(shapeOf(view), list);
  return view.board && !board ? `${search || '?'}${search ? '&' : ''}view=list` : search;
}

/** `Ana María Ruiz` is a first name and the rest. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = name.split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}

export function permissionsOf<Name extends RecordTypeName>(name: Name): RecordView['permissions'] {
  return {
    read: `${name}:read`,
    create: `${name}:create`,
    update: `${name}:update`,
    delete: `${name}:delete`,
  };
}

export function titleOf(view: RecordView, record: Record<string, unknown>): string {
  return String(record[view.type.title] ?? '');
}
