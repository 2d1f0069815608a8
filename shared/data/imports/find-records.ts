import type { Field, Phone } from '#contract/field.ts';
import { askList } from '../lists/list-source.ts';
import { listSubject, reachIn } from '../lists/list-subject.ts';
import { comparedAs } from '../lists/values-of-records.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { isVisible, readReach, recordAttributes } from '../records/read.ts';
import { isGone, recordFrom, type RecordItem } from '../records/stored.ts';
import { isReservation, reservationKey } from '../records/unique-values.ts';
import { getItems, type Item } from '../store/table.ts';

/** Values of a field, with the ids of the records that have them. */
export type RecordsByValue = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the records outside the trash that the caller can read and that have one of these values in a field. Texts are
 * compared without case and accents, e-mail addresses exactly, and phone numbers by their digits.
 */
export async function findRecords(
  context: Context,
  definition: RecordDefinition,
  field: string,
  values: readonly string[],
): Promise<RecordsByValue> {
  const distinct = [...new Set(values)];
  if (distinct.length === 0) return new Map();
  const found = await findListed(context, definition, field, distinct);
  return isExact(definition.type.fields[field]) ? exactly(context, definition, field, found) : found;
}

/** Only the records whose stored value is the one that was looked for. */
async function exactly(
  context: Context,
  definition: RecordDefinition,
  field: string,
  found: RecordsByValue,
): Promise<RecordsByValue> {
  const records = await readByIds(context, definition, [...found.values()].flat());
  return new Map(
    [...found].flatMap(([value, all]) => {
      const same = all.filter((id) => records.get(id)?.[field] === value);
      return same.length > 0 ? [[value, same] as const] : [];
    }),
  );
}

/** A record that has reserved a unique value. `isReachable` tells whether the caller can read it outside the trash. */
export interface Holder {
  id: string;
  isInTrash: boolean;
  isReachable: boolean;
}

/** The records that have reserved unique values of a field, by value. */
export async function findHolders(
  context: Context,
  definition: RecordDefinition,
  field: string,
  values: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const distinct = [...new Set(values)];
  const keys = distinct.map((value) => reservationKey(context, definition, field, value));
  const reservations = await getItems<Item & { id: string }>(context, keys);
  const held = distinct.flatMap((value, index): { value: string; id: string }[] => {
    const found = reservations[index];
    return found && isReservation(definition, context.settings, field, found)
      ? [{ value, id: found.id }]
      : [];
  });
  const records = await readByIds(
    context,
    definition,
    held.map(({ id }) => id),
  );
  const reach = readReach(definition, context);
  return new Map(
    held.flatMap(({ value, id }): [string, Holder][] => {
      const record = records.get(id);
      // The value is free again once the record has been in the trash for too long.
      if (!record || isGone(record, context.now)) return [];
      const isDeleted = record.deletedAt !== undefined;
      const isSeen = isVisible(record, reach);
      return [[value, { id, isInTrash: isDeleted && isSeen, isReachable: !isDeleted && isSeen }]];
    }),
  );
}

async function findListed(
  context: Context,
  definition: RecordDefinition,
  field: string,
  values: readonly string[],
): Promise<RecordsByValue> {
  const subject = await listSubject(context, definition);
  const column = subject.columns.get(field);
  if (!column) throw new Error(`no column ${field}`);
  const reach = reachIn(subject, readReach(definition, context));
  const { answer } = await askList(context, subject, (database) =>
    database.withValues(column, values, reach),
  );
  const byCompared = Map.groupBy(answer, ({ value }) => value);
  return new Map(
    values.flatMap((value) => {
      const rows = byCompared.get(comparedAs(column.kind, value));
      return rows ? [[value, rows.map(({ id }) => id).toSorted()] as const] : [];
    }),
  );
}

/** Records as they are stored, by id, in the trash or not. Those that don't exist are left out. */
export async function readByIds(
  context: Context,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnyRecord>> {
  const distinct = [...new Set(ids)];
  const keys = distinct.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return new Map(
    items.flatMap((item) => {
      const record = item && recordFrom(definition, item);
      return record ? [[record.id, record] as const] : [];
    }),
  );
}

/** Whether values of a field differ if any character does. */
const isExact = (field: Field | undefined): boolean =>
  field?.kind === 'email' || field?.isExternalId === true;

/** A value of a field as the records and rows that have it are compared. */
export const comparedIn = (field: Field | undefined, value: string): string =>
  isExact(field) ? value : comparedAs(field?.kind ?? 'text', value);

/** The values of a record's field by which other records are found. */
export function valuesToFind(body: Readonly<Record<string, unknown>>, field: string): string[] {
  const value = body[field];
  if (Array.isArray(value)) return (value as Phone[]).map(({ number }) => number);
  return typeof value === 'string' ? [value] : [];
}
