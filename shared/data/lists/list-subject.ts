import type { CustomField } from '#contract/custom-field.ts';
import type { CustomValues } from '#contract/custom-value.ts';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import { cachedCustomFields, readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { RecordDefinition } from '../records/definition.ts';
import type { Reach } from '../records/read.ts';
import type { Session } from '../store/units.ts';
import type { Selection } from './selection.ts';

/** The records of one type of one organization, with their columns. */
export interface ListSubject {
  orgId: string;
  definition: RecordDefinition;
  /** The columns that the caller can use, by name. */
  columns: ReadonlyMap<string, Column>;
  /** The columns of the list in memory, which all callers share. By default, those that the caller can use. */
  sharedColumns?: ReadonlyMap<string, Column>;
  settings: OrganizationSettings;
  /** Keys of the custom fields that list rows contain: those in use, without long texts. */
  shownCustom: ReadonlySet<string>;
  /** Whether the custom fields weren't read. The list database can't be asked then. */
  isPlain?: true;
}

/** Without the caller's permissions, columns that need one can't be used. */
type Asking = Pick<Context, 'orgId' | 'settings'> & Partial<Pick<Context, 'scopeFor'>>;

function columnsFor(
  scopeFor: Asking['scopeFor'],
  sharedColumns: ReadonlyMap<string, Column>,
): Pick<ListSubject, 'columns' | 'sharedColumns'> {
  const isUsable = ({ needs }: Column) => {
    if (!needs) return true;
    const scope = scopeFor?.(needs.permission);
    return needs.scope ? scope === needs.scope : scope !== undefined;
  };
  const columns = new Map([...sharedColumns].filter(([, column]) => isUsable(column)));
  return { columns, sharedColumns };
}

/** The list of a record type without custom fields, for which nothing is read. */
export const plainSubject = (
  { orgId, settings, scopeFor }: Asking,
  definition: RecordDefinition,
): ListSubject => ({
  orgId,
  definition,
  ...columnsFor(scopeFor, columnsOf(definition.type, [], settings)),
  settings,
  shownCustom: new Set(),
  isPlain: true,
});

/** The list with its current custom fields. */
export const completeSubject = (
  context: Session & Asking,
  subject: ListSubject,
): ListSubject | Promise<ListSubject> =>
  subject.isPlain ? listSubject(context, subject.definition) : subject;

/** The list of a record type with the organization's current custom fields. */
export async function listSubject(
  context: Session & Asking,
  definition: RecordDefinition,
): Promise<ListSubject> {
  const { items } = await readCustomFields(context, definition.type.name);
  return subjectWith(context, definition, items);
}

/** The list with its custom fields of the last seconds, for showing records only. */
export const shownSubject = async (
  context: Session & Asking,
  { definition }: ListSubject,
): Promise<ListSubject> =>
  subjectWith(context, definition, await cachedCustomFields(context, definition.type.name));

function subjectWith(
  { orgId, settings, scopeFor }: Asking,
  definition: RecordDefinition,
  items: readonly CustomField[],
): ListSubject {
  const shown = items.filter(({ kind, retired }) => !retired && kind !== 'longText');
  const shownCustom = new Set(shown.map(({ key }) => key));
  const columns = columnsFor(scopeFor, columnsOf(definition.type, items, settings));
  return { orgId, definition, ...columns, settings, shownCustom };
}

/** The custom values that a record's list row contains; undefined if there are none. */
export function customInRow(
  { shownCustom }: ListSubject,
  { custom = {} }: { custom?: CustomValues | undefined },
): CustomValues | undefined {
  const entries = Object.entries(custom).filter(([key]) => shownCustom.has(key));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A record without the values of columns that the caller can't use. */
export function readableIn<R extends object>(
  { columns, sharedColumns = columns }: ListSubject,
  record: R,
): R {
  const withheld = [...sharedColumns.keys()].filter((name) => !columns.has(name));
  if (withheld.length === 0) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !withheld.includes(name))) as R;
}

/** The caller's access as a condition. Records of a type without the field can't be accessed. */
export function reachIn({ columns }: ListSubject, reach: Reach): Selection['reach'] {
  if (reach === 'all') return 'all';
  const column = columns.get(reach.field);
  return column ? { column, ids: reach.ids } : 'none';
}
