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
import type { RecordTexts, TypeTexts } from '#lib/i18n/record-texts.ts';
import type { Workspace } from '#lib/workspace.ts';
import { flat, nested } from './flat.ts';

/** A record or list row of any type; its declaration defines the fields. */
export type AnyRecord = RecordHead & Record<string, unknown>;
export type AnyRow = Omit<RecordHead, 'createdBy' | 'updatedBy'> & Record<string, unknown>;

/** The operations of every record type, as used by the shared pages. */
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

/** A resource's operations with custom values as top-level fields. */
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

/** A list column: a field of the type, or a timestamp of every record. */
export interface Column {
  field: string;
  /** Pixels, until the user resizes it. */
  width: number;
  /** Hidden by default. */
  hidden?: true;
  /** The sort toggled by the column heading. */
  sort?: string;
  /** A second field, shown smaller after the first. */
  beside?: string;
  /** A second field, shown instead if it has a value. */
  instead?: string;
}

export type BoardComponent = Component<{ view: RecordView; list: ListState; filters: Snippet }>;

/** A component specific to a type, loaded when it is shown. */
export type RecordPart = () => Promise<{ default: Component<{ view: RecordView; record: AnyRecord }> }>;

/** Related records: those of a type that refer to this record by a field. */
export interface Related {
  type: RecordTypeName;
  /**
   * The list filter that takes the record's id; without one, they are found through the record's timeline.
   */
  by?: string;
  /** Heading, if it differs from the type's label. */
  heading?: () => string;
}

/** Two bound parameters of the list operation for one number. */
export interface Range {
  name: string;
  /** For custom fields and dates; others have labels by name. */
  label?: string;
  from: string;
  to: string;
  kind: 'money' | 'integer' | 'decimal' | 'date';
}

/** The value that applies to a field, whether or not the record has its own, as text. */
export interface Effective {
  text: string;
  /** The source of the value, if not the record itself. */
  from?: string;
  /** Label of the button that removes the record's own value. */
  reset?: string;
}

/** The properties of a record type that the shared pages need beyond the contract. */
export interface RecordView {
  type: ShownType;
  name: RecordTypeName;
  /** Path segment: /o/<org>/contacts. */
  plural: string;
  client: RecordClient;
  texts: () => RecordTexts;
  /** The type's own texts, by language. */
  ownTexts: TypeTexts;
  icon: Component<{ class?: string }>;
  createIcon: Component<{ class?: string }>;
  goCommand: CommandId;
  permissions: Record<'read' | 'create' | 'update' | 'delete', Permission>;
  /** Default sort, if not the type's first one. */
  sort?: string;
  /** The field shown as a pill on cards and in the header. */
  status?: string;
  ranges?: readonly Range[];
  columns: readonly Column[];
  /** Fields for the second line of cards and header; the first one with a value is shown. */
  subtitle: readonly string[];
  /** Fields shown in a section beside the timeline. */
  aside: readonly string[];
  /** Read-only fields that the record page shows if they have a value. */
  readOnlyFields?: readonly string[];
  related?: readonly Related[];
  /** Buttons in the page header, beside Edit. */
  verbs?: RecordPart;
  /** Shown above the fields. */
  summary?: RecordPart;
  /** Shown first beside the timeline. */
  beside?: RecordPart;
  /** The value that applies to a field without a value of its own. */
  effective?: (name: string, record: AnyRecord, workspace: Workspace) => Effective | undefined;
  /** Another page about all records of the type, linked from the list's header. */
  overview?: {
    path: string;
    icon: Component<{ class?: string }>;
    label: () => string;
    goCommand: CommandId;
  };
  /** Fields that are irrelevant for the record's other values and therefore hidden in forms. */
  needless?: (values: Record<string, unknown>, workspace: Workspace) => readonly string[];
  /** Custom fields, below the standard ones. */
  sections?: readonly { title: string; names: readonly string[] }[];
  /** An alternative presentation of the list. */
  board?: () => Promise<{ default: BoardComponent }>;
  /** A notice above the list, depending on its sort. */
  notice?: (list: ListState) => Promise<{ default: Component }> | undefined;
  /** Default values of a new record, in addition to the lists' default entries. */
  defaults?: (workspace: Workspace) => Record<string, unknown>;
  /** Form values derived from a name typed elsewhere. */
  fromName: (name: string) => Record<string, unknown>;
}

/** Editable fields in the order of the declaration. */
export function inputFields(view: RecordView): [string, ShownField][] {
  return Object.entries(view.type.fields).filter(([, { mode }]) => mode !== 'derived' && mode !== 'kept');
}

/** A missing owner is shown as unassigned, unlike other empty fields. */
export const isOwner = (field: string): boolean => field === 'ownerId';

/** Editable fields for these values. Irrelevant empty fields are left out. */
export function relevantFields(
  view: RecordView,
  values: Record<string, unknown>,
  workspace: Workspace,
): [string, ShownField][] {
  const needless = view.needless?.(values, workspace) ?? [];
  return inputFields(view).filter(([name]) => !needless.includes(name) || Boolean(values[name]));
}

/** The kind of a column's values. Timestamps are part of every record and have no declaration. */
export function kindOf(view: RecordView, field: string): ShownField['kind'] {
  return view.type.fields[field]?.kind ?? 'timestamp';
}

/** The field that a column shows for a row. */
export const fieldIn = ({ field, instead }: Column, row: AnyRow): string =>
  instead && row[instead] ? instead : field;

/** A column's heading; its sort can have a label of its own. */
export function labelOf(view: RecordView, { field, sort = field }: Column): string {
  const { fields } = view.texts();
  // Records are sorted by title as `name`, whatever the field is called.
  const key = sort === 'name' && field in view.type.fields ? field : sort;
  return fields[key] ?? fields[field] ?? field;
}

/** Whether a field's values are shown as pills: steps of a process rather than plain options. */
export function isStatus(field: ShownField | undefined): boolean {
  return field?.list !== undefined && field.list !== 'leadSources' && field.list !== 'pipelines';
}

/** The CSS class of a column's cells. */
export function classOf(view: RecordView, { field }: Column): string {
  return field === view.status ? 'status' : kindOf(view, field);
}

/** Filters beyond fields: team of the owner, and whether there are activities. */
export const furtherFilters = ({ type }: RecordView): string[] => [
  ...(type.filters.includes('ownerId') ? ['teamOf'] : []),
  ...(type.hasActivities ? ['hasActivities'] : []),
];

/** Date ranges that the list can be filtered by. */
const dayRanges = (view: RecordView): Range[] =>
  Object.entries(view.type.days).map(([name, { fields, sort }]) => ({
    name,
    label: view.texts().fields[sort ?? fields[0] ?? ''] ?? name,
    ...dayParameters(name),
    kind: 'date',
  }));

export const rangesOf = (view: RecordView): Range[] => [...(view.ranges ?? []), ...dayRanges(view)];

/** What is needed to parse a list's address. */
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

/** The query string of a list's address. A type with a board shows it by default. */
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
