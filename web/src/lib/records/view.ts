import type { Component } from 'svelte';
import type { ShownField } from 'virtual:contract';
import type { PresetId } from '#contract/preset-id.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import type { RecordTexts, TypeTexts } from '#lib/i18n/record-texts.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';
import type { AnyRecord, AnyRow } from './record-client.ts';

/** A list column: a field of the record type, or another value of its records. */
export interface Column {
  field: string;
  /** Width in pixels, until the user changes it. By default, that of its kind. */
  width?: number;
  /** The width below which the values are cut, if that differs from other fields of the kind. */
  minWidth?: number;
  /** Another field, shown in a paler color after the first one. */
  beside?: string;
  /** Fields of which the column shows the first that has a value. By default, its own. */
  from?: readonly string[];
}

/** A component of a record page that is specific to a record type. It is loaded when it is shown. */
export type RecordPart = () => Promise<{ default: Component<{ view: RecordView; record: AnyRecord }> }>;

/** Related records: records of the given type that refer to this record. */
export interface Related {
  type: RecordTypeName;
  /** List filter that takes the record's ID. If omitted, the related records are found in the record's timeline. */
  by?: string;
  /** Whether a customer without any of these records is shown the first step instead of their empty lists. */
  isDocument?: true;
  /** Heading of the section. Defaults to the plural noun of the record type. */
  heading?: () => string;
  /** Whether nothing is shown without such records. They are then created elsewhere. */
  isHiddenIfNone?: boolean;
}

/** The value that applies to a field, which is the record's own value or one from elsewhere. */
export interface Effective {
  text: string;
  /** Where the value comes from, if it isn't the record's own. */
  from?: string;
  /** Label of the button that removes the record's own value. Undefined if the record has none. */
  reset?: string;
}

/** What pages about records of a type need to know, in addition to what every page knows. */
export interface RecordView extends RecordBasics {
  texts: () => RecordTexts;
  /** UI text that is specific to the record type, by language. */
  ownTexts: TypeTexts;
  /** Name of the field that is shown as a pill on cards and in the header. */
  status?: string;
  /** The columns that lists show by default. The first one is the title. */
  columns: readonly Column[];
  /** Fields without which amounts can't be understood outside the product: files with amounts always have them. */
  besideAmounts?: readonly string[];
  /** Fields that serve the program only, and aren't offered as columns. */
  unlisted?: readonly string[];
  /** Fields for one industry: hidden in organizations with another preset, except where a record has a value. */
  ofPreset?: Partial<Record<string, PresetId>>;
  /** Fields that custom fields of the organization replace: hidden, except where a record has a value. */
  replaced?: readonly string[];
  /** Fields for the second line of cards and of the header, which shows the first two that have a value. */
  subtitle: readonly string[];
  /** The fields with a time at which something is due. What is overdue stands out in lists. */
  dueFields?: readonly string[];
  /** The field with the time at which something is due next, which rows on phones show. Undefined if nothing is due. */
  dueField?: (row: AnyRow) => string | undefined;
  /** Fields that are each shown in a section of their own beside the timeline. */
  aside: readonly string[];
  /** Read-only fields that the record page shows when they have a value. */
  readOnlyFields?: readonly string[];
  related?: readonly Related[];
  /** Shown above the fields on the record page. */
  summary?: RecordPart;
  /** Shown beside the timeline, above the other sections there. */
  beside?: RecordPart;
  /** The value that applies to a field whose value can come from elsewhere; undefined for other fields. */
  effective?: (name: string, record: AnyRecord, workspace: Workspace) => Effective | undefined;
  /** Another page about all records of the type, such as a chart. Linked from the header of the list. */
  overview?: {
    path: string;
    icon: Component<{ class?: string }>;
    label: () => string;
    goCommand: CommandId;
  };
  /** Fields that are irrelevant with the given values. They are hidden while they are empty or as if they were. */
  needless?: (values: Record<string, unknown>, workspace: Workspace) => readonly string[];
  /** Sections of custom fields, below the standard fields. */
  sections?: readonly { title: string; names: readonly string[] }[];
  /** What its board has besides what all boards have: `BoardParts`, which only boards know. */
  boardParts?: () => Promise<{ default: object }>;
  /** A notice above lists that are sorted or filtered by a column. */
  notice?: { column: string; load: () => Promise<{ default: Component }> };
  /** Shown above the timeline on the record page: what the record mainly consists of. */
  main?: RecordPart;
  /** Default values of a new record, in addition to those that the organization's lists provide. */
  defaults?: (workspace: Workspace) => Record<string, unknown>;
  /** Form values for a record with a name that was typed elsewhere, such as in the command palette. */
  fromName: (name: string) => Record<string, unknown>;
}

/** Whether people can edit a field. External IDs are set by programs. */
export const isInput = ({ mode, isExternalId }: Pick<ShownField, 'mode' | 'isExternalId'>): boolean =>
  mode !== 'derived' && mode !== 'kept' && !isExternalId;

/** Whether people give records of the type their titles. Documents are called by their numbers. */
export const isNamedByPeople = ({ type: { fields, title } }: RecordBasics): boolean => {
  const field = fields[title];
  return fields.firstName !== undefined || (field !== undefined && isInput(field));
};

/** The editable fields, in the order of their declaration. */
export function inputFields(view: RecordView): [string, ShownField][] {
  return Object.entries(view.type.fields).filter(([, field]) => isInput(field));
}

/** The fields that a record's page shows and nobody edits, as far as the record has values. */
export const readOnlyFields = ({ readOnlyFields = [], type: { fields } }: RecordView): string[] => [
  ...readOnlyFields,
  ...Object.keys(fields).filter((name) => fields[name]?.isExternalId),
];

/** Whether a field is the record's owner. If the record has no owner, the field is shown as unassigned. */
export const isOwner = (field: string): boolean => field === 'ownerId';

/**
 * The fields that the organization doesn't need: those for the industries of other presets than its own, and those that
 * its custom fields replace.
 */
export const unneededFields = (
  { ofPreset = {}, replaced = [] }: Pick<RecordView, 'ofPreset' | 'replaced'>,
  { organization }: Pick<Workspace, 'organization'>,
): string[] => [
  ...replaced,
  ...Object.keys(ofPreset).filter((name) => ofPreset[name] !== organization.presetId),
];

/** The editable fields, without empty fields that are irrelevant with the given values. */
export function relevantFields(
  view: RecordView,
  values: Record<string, unknown>,
  workspace: Workspace,
): [string, ShownField][] {
  const needless = [...(view.needless?.(values, workspace) ?? []), ...unneededFields(view, workspace)];
  const isShown = (name: string) => !view.unlisted?.includes(name);
  return inputFields(view).filter(
    ([name, { whenMissing }]) =>
      isShown(name) && (!needless.includes(name) || (Boolean(values[name]) && values[name] !== whenMissing)),
  );
}

/** Whether a field has the time at which something of the record is due. Nothing is once the record is done. */
export const isDueField = (
  { dueFields, dueField }: Pick<RecordView, 'dueFields' | 'dueField'>,
  record: AnyRow,
  field: string,
): boolean => dueFields?.includes(field) === true && dueField?.(record) !== undefined;

/** The kind of a field's values. Fields without a declaration are the timestamps that all records have. */
export function kindOf(view: RecordBasics, field: string): ShownField['kind'] {
  return view.type.fields[field]?.kind ?? 'timestamp';
}

/** Name of the field that a column shows for a row. */
export const fieldIn = ({ field, from = [field] }: Column, row: AnyRow): string =>
  from.find((name) => row[name] !== undefined) ?? from.at(-1) ?? field;

/** The heading of a column. */
export const labelOf = (view: RecordView, { field }: Column): string => view.texts().fields[field] ?? field;

const plainLists = [
  'leadSources',
  'pipelines',
  'paymentMethods',
  'invoiceKinds',
  'activityKinds',
  'activityOutcomes',
];

/** Whether a field's values are shown as pills, because they are steps of a process. */
export function isStatus(field: ShownField | undefined): boolean {
  return field?.list !== undefined && !plainLists.includes(field.list);
}

/** What a column's heading sorts by. Lists of phone numbers and of records of any type can't be sorted by. */
export function sortOf({ type }: RecordView, { field }: Column): string | undefined {
  const { kind } = type.fields[field] ?? {};
  return kind === 'phones' || kind === 'about' ? undefined : (type.sortColumns[field] ?? field);
}

/** Splits a full name after the first word: "Ana María Ruiz" is "Ana" and "María Ruiz". */
export function splitName(name: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = name.split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}

export function titleOf(view: RecordBasics, record: Record<string, unknown>): string {
  return String(record[view.type.title] ?? '');
}
