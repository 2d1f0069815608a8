import { limits } from '#contract/limits.ts';
import { headerFrom, isFirst, type ChangeItem } from '../store/change.ts';
import { changePrefix, type Key } from '../store/keys.ts';
import { query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { Lender } from './lent-view.ts';

/**
 * Who has last set each of these fields of a record, found in its history. Undefined for a field that wasn't set in the
 * last `limits.boundedReadItems` changes.
 */
export async function lastSetBy(
  session: Session,
  { pk }: Key,
  fields: readonly string[],
): Promise<(Lender | undefined)[]> {
  const setters = new Map<string, Lender>();
  let [read, from]: [number, Record<string, unknown> | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<typeof query<ChangeItem>>> = await query<ChangeItem>(session, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :changes)',
      ExpressionAttributeValues: { ':pk': pk, ':changes': changePrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limits.pageSizeMax,
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    for (const change of page.items)
      for (const field of fields)
        if (!setters.has(field) && isSetBy(change, field)) setters.set(field, actorOf(change));
    [read, from] = [read + page.items.length, page.lastKey];
  } while (from && setters.size < fields.length && read < limits.boundedReadItems);
  return fields.map((field) => setters.get(field));
}

/** Changes of the first shape name their fields in the values only. */
function isSetBy(change: ChangeItem, field: string): boolean {
  const { action, fields } = headerFrom(change);
  if (isFirst(action) || fields?.includes(field)) return true;
  const values = JSON.parse(change.data ?? '[]') as { field: string }[];
  return values.some((value) => value.field === field);
}

function actorOf(change: ChangeItem): Lender {
  const { actorId: userId, apiKeyId } = headerFrom(change);
  return { userId, ...(apiKeyId === undefined ? {} : { apiKeyId }) };
}
