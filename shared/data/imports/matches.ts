import { externalIdFieldOf } from '#contract/record-type.ts';
import { uniqueFields } from '../records/unique-values.ts';
import { findHolders, findRecords, readByIds, valuesToFind, type Holder } from './find-records.ts';
import type { Planning, ReadRow } from './read-row.ts';

/** What exists of the values of rows. */
export interface Found {
  /** Records by the fields of `matchBy` and their values. */
  matches: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The records that have reserved unique values, by field and value. */
  holders: ReadonlyMap<string, ReadonlyMap<string, Holder>>;
  /** The records that the files before this one create or update, by unique fields, those of `matchBy`, and their values. */
  planned: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

export interface Match {
  id: string;
  /** The number of records with the same value. */
  count: number;
}

/** The existing records that rows mean, and the records that have their unique values. */
export async function findMatches(
  planning: Planning,
  rows: readonly ReadRow[],
): Promise<{ found: Found; matched: { row: ReadRow; match: Match | undefined }[] }> {
  const found = await findExisting(planning, rows);
  const externalIds = await readExternalIds(planning, found, rows);
  return { found, matched: rows.map((row) => ({ row, match: matchOf(planning, found, externalIds, row) })) };
}

async function findExisting(
  { context, definition, matchBy, planned }: Planning,
  rows: readonly ReadRow[],
): Promise<Found> {
  const valuesOf = (field: string) => rows.flatMap(({ body }) => valuesToFind(body, field));
  const unique = uniqueFields(definition, context.settings);
  const holders = new Map<string, ReadonlyMap<string, Holder>>();
  for (const field of unique)
    holders.set(field, await findHolders(context, definition, field, valuesOf(field)));
  const matches = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const field of matchBy)
    // A setting can be in force before all values of existing records are reserved.
    if (!definition.type.unique.includes(field))
      matches.set(field, await findRecords(context, definition, field, valuesOf(field)));
  const toCome = [...new Set([...unique, ...matchBy])].map(
    (field) => [field, planned.find(definition.type, field, valuesOf(field))] as const,
  );
  return { matches, holders, planned: new Map(toCome) };
}

/**
 * The row's external ID, if rows that have one are told apart by it: unless records are found by other fields only. Then
 * it says more than values that records can share.
 */
export function externalIdIn(
  { definition, matchBy, onMatch }: Planning,
  { body }: ReadRow,
): string | undefined {
  const field = externalIdFieldOf(definition.type);
  if (field === undefined || (onMatch !== 'create' && !matchBy.includes(field))) return undefined;
  return valuesToFind(body, field)[0];
}

/** Whether a field names one record as its IDs do. */
export const isIdentity = ({ definition }: Planning, name: string): boolean => {
  const field = definition.type.fields[name];
  return field?.isExternalId === true || field?.codePrefix !== undefined;
};

/** The records with the row's values in a field. */
function idsBy(
  planning: Planning,
  field: string,
  { matches, holders, planned }: Found,
  row: ReadRow,
): string[] {
  // The external IDs of records that don't exist yet aren't compared.
  const isShared = externalIdIn(planning, row) !== undefined && !isIdentity(planning, field);
  return valuesToFind(row.body, field).flatMap((value) => {
    const holder = holders.get(field)?.get(value);
    const existing = holder
      ? holder.isReachable
        ? [holder.id]
        : []
      : (matches.get(field)?.get(value) ?? []);
    const toCome = isShared ? [] : (planned.get(field)?.get(value) ?? []);
    return [...new Set([...existing, ...toCome])];
  });
}

/** The fields that find the record of a row: only identities if a record has its external ID. */
function fieldsFor(planning: Planning, found: Found, row: ReadRow): readonly string[] {
  const { definition, matchBy } = planning;
  const external = externalIdFieldOf(definition.type);
  const isKnown =
    external !== undefined &&
    externalIdIn(planning, row) !== undefined &&
    idsBy(planning, external, found, row).length > 0;
  return isKnown ? matchBy.filter((field) => isIdentity(planning, field)) : matchBy;
}

/** The external IDs of the records that rows with external IDs find by other values. */
async function readExternalIds(
  planning: Planning,
  found: Found,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<string, unknown>> {
  const { context, definition, onMatch } = planning;
  if (onMatch === 'create') return new Map();
  const external = externalIdFieldOf(definition.type) ?? '';
  const ids = rows
    .filter((row) => externalIdIn(planning, row) !== undefined)
    .flatMap((row) =>
      fieldsFor(planning, found, row)
        .filter((field) => !isIdentity(planning, field))
        .flatMap((field) => idsBy(planning, field, found, row)),
    );
  const records = await readByIds(context, definition, ids);
  return new Map([...records].map(([id, record]) => [id, record[external]]));
}

/**
 * The record with the row's value in the first field of `matchBy` that finds one. A record with another external ID than
 * the row, which it has or gets from an earlier row, is another one, even if both share an address or a phone number.
 */
function matchOf(
  planning: Planning,
  found: Found,
  externalIds: ReadonlyMap<string, unknown>,
  row: ReadRow,
): Match | undefined {
  if (planning.onMatch === 'create') return undefined;
  const own = externalIdIn(planning, row);
  for (const field of fieldsFor(planning, found, row)) {
    const isSame = (id: string) => {
      if (own === undefined || isIdentity(planning, field)) return true;
      const other = planning.claimed.get(id) ?? externalIds.get(id);
      return other === undefined || other === own;
    };
    const ids = idsBy(planning, field, found, row).filter(isSame);
    const [id] = ids;
    if (id === undefined) continue;
    const count = new Set(ids).size;
    if (own !== undefined && count === 1) planning.claimed.set(id, own);
    return { id, count };
  }
  return undefined;
}
