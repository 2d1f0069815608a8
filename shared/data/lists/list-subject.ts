import type { CustomValues } from '#contract/custom-value.ts';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { RecordDefinition } from '../records/definition.ts';
import type { Reach } from '../records/read.ts';
import type { Session } from '../store/units.ts';
import type { Selection } from './list-database.ts';

/** The records of one type of one organization, with all columns by name. */
export interface ListSubject {
  orgId: string;
  definition: RecordDefinition;
  columns: ReadonlyMap<string, Column>;
  settings: OrganizationSettings;
  /** Keys of the custom fields that list rows contain: those in use, without long texts. */
  shownCustom: ReadonlySet<string>;
}

/** The list of a record type without custom fields, for which nothing is read. */
export const plainSubject = (
  { orgId, settings }: Pick<Context, 'orgId' | 'settings'>,
  definition: RecordDefinition,
): ListSubject => ({
  orgId,
  definition,
  columns: columnsOf(definition.type, [], settings),
  settings,
  shownCustom: new Set(),
});

/** The list of a record type with the organization's current custom fields. */
export async function listSubject(
  context: Session & Pick<Context, 'orgId' | 'settings'>,
  definition: RecordDefinition,
  options: { strong?: boolean } = {},
): Promise<ListSubject> {
  const { type } = definition;
  const { items } = await readCustomFields(context, type.name, options);
  const { orgId, settings } = context;
  const shown = items.filter(({ kind, retired }) => !retired && kind !== 'longText');
  const shownCustom = new Set(shown.map(({ key }) => key));
  return { orgId, definition, columns: columnsOf(type, items, settings), settings, shownCustom };
}

/** The custom values that a record's list row contains; undefined if there are none. */
export function customInRow(
  { shownCustom }: ListSubject,
  { custom = {} }: { custom?: CustomValues | undefined },
): CustomValues | undefined {
  const entries = Object.entries(custom).filter(([key]) => shownCustom.has(key));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** The caller's access as a condition. Without access to all records, only records with an owner can be accessed. */
export function reachIn({ columns }: ListSubject, reach: Reach): Selection['reach'] {
  if (reach === 'all') return 'all';
  const column = columns.get('ownerId');
  return column ? { column, ids: reach } : 'none';
}
