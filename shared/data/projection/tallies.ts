import { isDeepStrictEqual } from 'node:util';
import type { RecordTally } from '#contract/tally.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import { wonTotals } from '../counters/customer-sums.ts';
import { eachGroup } from '../counters/groups.ts';
import { storedSettingsOf } from '../organization/settings.ts';
import { ifPresent } from '../store/condition.ts';
import {
  counterKey,
  doneActivityPrefix,
  openActivityPrefix,
  recordKey,
  recordSortKey,
  timelinePrefix,
  type Key,
} from '../store/keys.ts';
import { getItem, isConditionFailed, query, updateItem, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { LineItem } from './timeline/lines.ts';

/** Values on a record's item that are derived from timeline lines and counters. */
type Tally = Pick<RecordTally, 'lastTouchAt' | 'lastDoneAt' | 'nextTaskAt' | 'wonDeals' | 'wonValue'>;

/** A value that follows from the timeline lines of a record. */
export interface TallyOfLines {
  record: Key;
  name: keyof typeof ofLines;
}

/** The kinds of lines that tell that somebody was in touch. Those of planned activities are open, unless they are done. */
const touches: readonly TimelineEntry['kind'][] = ['note', 'answer', 'activity', 'task'];

/** The values that can change with a line. */
export function talliesOfLine({ pk, sk, entry }: LineItem): TallyOfLines[] {
  const record = { pk, sk: recordSortKey };
  if (sk.startsWith(openActivityPrefix)) return [{ record, name: 'nextTaskAt' }];
  if (sk.startsWith(doneActivityPrefix)) return [{ record, name: 'lastDoneAt' }];
  return entry && touches.includes(entry) ? [{ record, name: 'lastTouchAt' }] : [];
}

/** How each value is read from the lines: a time, or undefined without one. */
const ofLines = {
  nextTaskAt: (session: Session, record: Key) => endOf(session, record, openActivityPrefix, 'first'),
  lastDoneAt: (session: Session, record: Key) => endOf(session, record, doneActivityPrefix, 'last'),
  /** Most lines are touches, so that one of the first few is as a rule. */
  async lastTouchAt(session: Session, { pk }: Key): Promise<string | undefined> {
    const lines = linesWith(pk, timelinePrefix);
    let start: Item | undefined;
    let most = 5;
    do {
      const page = await query<Key>(session, {
        ...lines,
        FilterExpression: `entry IN (${touches.map((kind) => `:${kind}`).join(', ')})`,
        ExpressionAttributeValues: {
          ...lines.ExpressionAttributeValues,
          ...Object.fromEntries(touches.map((kind) => [`:${kind}`, kind])),
        },
        ScanIndexForward: false,
        Limit: most,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      if (page.items[0]) return timeIn(page.items[0]);
      start = page.lastKey;
      most = 100;
    } while (start);
    return undefined;
  },
};

/** The time of the first or last line with a prefix. */
async function endOf(
  session: Session,
  { pk }: Key,
  prefix: string,
  end: 'first' | 'last',
): Promise<string | undefined> {
  const { items } = await query<Key>(session, {
    ...linesWith(pk, prefix),
    ScanIndexForward: end === 'first',
    Limit: 1,
  });
  return items[0] && timeIn(items[0]);
}

const linesWith = (pk: string, prefix: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
  ProjectionExpression: 'sk',
  ConsistentRead: true,
});

/** The time in the key of a line. */
const timeIn = ({ sk }: Pick<Key, 'sk'>): string => sk.split('#')[1] ?? '';

/** Updates what follows from timeline lines. Call this after these were written. */
export async function refreshTallies(session: Session, tallies: readonly TallyOfLines[]): Promise<void> {
  const ofRecords = Map.groupBy(tallies, ({ record }) => record.pk);
  await Promise.all(
    [...ofRecords.values()].map(async ([first, ...others]) => {
      if (!first) return;
      const names = [...new Set([first, ...others].map(({ name }) => name))];
      await refresh(session, first.record, names, async () => {
        const times = await Promise.all(names.map((name) => ofLines[name](session, first.record)));
        return Object.fromEntries(
          names.flatMap((name, at) => (times[at] === undefined ? [] : [[name, times[at]]])),
        );
      });
    }),
  );
}

/** Updates everything that follows from the timeline lines of a record. */
export const refreshTalliesOf = (session: Session, record: Key): Promise<void> =>
  refreshTallies(
    session,
    (Object.keys(ofLines) as (keyof typeof ofLines)[]).map((name) => ({ record, name })),
  );

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
