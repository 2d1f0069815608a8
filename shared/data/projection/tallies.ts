import { isDeepStrictEqual } from 'node:util';
import type { RecordTally } from '#contract/tally.ts';
import { wonTotals } from '../counters/customer-sums.ts';
import { eachGroup } from '../counters/groups.ts';
import { storedSettingsOf } from '../organization/settings.ts';
import { ifPresent } from '../store/condition.ts';
import { counterKey, openActivityPrefix, recordKey, type Key } from '../store/keys.ts';
import { getItem, isConditionFailed, query, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** Values on a record's item that are derived from timeline lines and counters. */
type Tally = Pick<RecordTally, 'nextTaskAt' | 'wonDeals' | 'wonValue'>;

/** Updates when the next tasks of records are due. Call this after their timeline lines were written. */
export async function refreshNextTasks(session: Session, records: readonly Key[]): Promise<void> {
  const distinct = new Map(records.map((record) => [record.pk, record]));
  await Promise.all(
    [...distinct.values()].map((record) =>
      refresh(session, record, ['nextTaskAt'], async () => {
        const { items } = await query<Key>(session, {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': record.pk, ':prefix': openActivityPrefix },
          ProjectionExpression: 'sk',
          ConsistentRead: true,
          Limit: 1,
        });
        const nextTaskAt = items[0]?.sk.split('#')[1];
        return nextTaskAt === undefined ? {} : { nextTaskAt };
      }),
    ),
  );
}

/** Updates what customers' won deals add up to. Call this after the counters of their deals were written. */
export async function refreshWonDeals(
  session: Session,
  orgId: string,
  customerIds: readonly string[],
): Promise<void> {
  await Promise.all(
    [...new Set(customerIds)].map((id) =>
      refresh(session, recordKey(orgId, 'customer', id), ['wonDeals', 'wonValue'], async () => {
        const key = counterKey(orgId, 'deal', eachGroup('customerId', id));
        const { count, sumMinor } = wonTotals((await getItem(session, key)) ?? {});
        const settings = await storedSettingsOf(session, orgId);
        if (count === 0 || !settings) return {};
        return { wonDeals: count, wonValue: { amountMinor: sumMinor, currency: settings.currency } };
      }),
    ),
  );
}

/**
 * Writes values on a record's item if they differ from what `derive` reads. Then reads again, so that an outdated value
 * of a slower concurrent run is replaced, in whatever order runs write. The item's new image puts the record in the feed
 * of its list.
 */
async function refresh(
  session: Session,
  key: Key,
  names: readonly (keyof Tally)[],
  derive: () => Promise<Tally>,
): Promise<void> {
  const item = await getItem<Key & Tally>(session, key, {
    ProjectionExpression: ['pk', ...names].join(', '),
  });
  if (!item) return;
  let stored: Tally = Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'pk'));
  for (;;) {
    const derived = await derive();
    if (isDeepStrictEqual(stored, derived) || !(await write(session, key, names, derived))) return;
    stored = derived;
  }
}

/** Returns false if the record was removed. */
async function write(
  session: Session,
  key: Key,
  names: readonly (keyof Tally)[],
  values: Tally,
): Promise<boolean> {
  const sets = names.filter((name) => values[name] !== undefined);
  const removes = names.filter((name) => values[name] === undefined);
  try {
    await updateItem(session, {
      Key: { ...key },
      UpdateExpression: [
        sets.length > 0 ? `SET ${sets.map((name) => `${name} = :${name}`).join(', ')}` : '',
        removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
      ].join(' '),
      ...ifPresent,
      ...(sets.length > 0
        ? { ExpressionAttributeValues: Object.fromEntries(sets.map((name) => [`:${name}`, values[name]])) }
        : {}),
    });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
