import { limits } from '#contract/limits.ts';
import type { Duplicate } from '#contract/record-type.ts';
import type { Context } from '../organization/context.ts';
import { isTemporary } from '../store/table.ts';
import { fold } from '../values/search-terms.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { lookUp, termsOf } from './look-up.ts';
import { readOwners } from './read.ts';
import { readVisible, titleOf } from './visible.ts';

/** Maximum number of other records to read. Few of them may be within the caller's reach. */
const comparedMax = 50;

/** The record is written already: an error would make clients send it again. */
function nothingIfBusy(error: unknown): AnyRecord[] {
  if (isTemporary(error)) return [];
  throw error;
}

/**
 * The record with the other records of its type that have the same value in the type's `duplicatesBy` field and that the
 * caller can read, unless `before` already had this value. Punctuation is ignored.
 */
export async function withDuplicates(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  before?: AnyRecord,
): Promise<AnyRecord & { duplicates?: Duplicate[] }> {
  const { name, duplicatesBy = '' } = definition.type;
  const value = record[duplicatesBy];
  const owners = readOwners(definition, context);
  if (typeof value !== 'string' || value === before?.[duplicatesBy] || owners.length === 0) return record;
  const others = await othersWith(definition, context, duplicatesBy, { value, except: record.id }).catch(
    nothingIfBusy,
  );
  if (others.length === 0) return record;
  const duplicates = others.slice(0, limits.duplicatesShown);
  return {
    ...record,
    duplicates: duplicates.map((other) => ({ id: other.id, title: titleOf(name, other) })),
  };
}

async function othersWith(
  { type }: RecordDefinition,
  context: Context,
  field: string,
  { value, except }: { value: string; except: string },
): Promise<AnyRecord[]> {
  const named = await lookUp(context, termsOf(value), [type.name]);
  const others = named.filter(({ id }) => id !== except).slice(0, comparedMax);
  if (others.length === 0) return [];
  const records = await readVisible(context, others, { strong: false });
  // A record that was merged stands for the one that remains.
  const remaining = new Map([...records.values()].map((other) => [other.id, other]));
  return [...remaining.values()].filter(
    (other) => other.id !== except && fold(String(other[field] ?? '')) === fold(value),
  );
}
