import { limits } from '#contract/limits.ts';
import type { Duplicate } from '#contract/record-type.ts';
import type { Context } from '../organization/context.ts';
import { searchTermKey } from '../store/keys.ts';
import { isTemporary, query } from '../store/table.ts';
import { fold, keyText } from '../values/search-terms.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { isVisible, readOwners, recordsOf } from './read.ts';
import type { SearchTermItem } from './search.ts';

/** Maximum number of search terms to read, so that the warning usually costs half a unit. */
const readItems = 10;

/** The record is written already: an error would make clients send it again. */
function nothingIfBusy(error: unknown): { items: SearchTermItem[] } {
  if (isTemporary(error)) return { items: [] };
  throw error;
}

/**
 * The record with the other records of its type that have the same value in the type's `duplicatesBy` field and that the
 * caller can read, unless `before` already had this value. They are found by the value's search term, in which
 * punctuation is ignored.
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
  // Callers who can read only their own records read only the search terms of these.
  const ownerId = owners !== 'all' && owners.length === 1 ? owners[0] : undefined;
  const { pk, sk } = searchTermKey(context.orgId, ownerId, keyText(fold(value)), name, '');
  const { items } = await query<SearchTermItem>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :term)',
    ExpressionAttributeValues: { ':pk': pk, ':term': sk },
    Limit: readItems,
  }).catch(nothingIfBusy);
  const others = items.filter((item) => item.id !== record.id && isVisible(item, recordsOf(owners)));
  if (others.length === 0) return record;
  return {
    ...record,
    duplicates: others.slice(0, limits.duplicatesShown).map(({ id, title }) => ({ id, title })),
  };
}
