import { appendToFeed } from '#data/store/list-feed.ts';
import { poisonUnlessTemporary } from '#data/projection/poison-queue.ts';
import type { RecordName } from '#data/projection/state.ts';
import type { Session } from '#data/store/units.ts';
import { withinBudget } from '#data/store/write-budget.ts';
import { handleEach } from '../reader/batch.ts';

/** Number of records processed concurrently. */
const lanes = 8;
/** Number of records between two pauses. Each of them can take some thirty write units. */
const recordsTogether = 32;

/**
 * Appends the records to the feeds of their lists, which may have missed a change too, and processes each of them within
 * the budget of bulk writes, without pauses after `until` (epoch milliseconds). Permanent failures go to the poison
 * queue. If there are temporary failures, the first one is thrown after all records were processed.
 */
export async function eachRecord<T extends { name: RecordName }>(
  session: Session,
  records: readonly T[],
  act: (record: T) => Promise<void>,
  until: number,
): Promise<void> {
  await appendToFeed(
    session,
    records.map(({ name: { definition, orgId, id } }) => ({ orgId, type: definition.type.name, id })),
  );
  const failures: { error: unknown }[] = [];
  for (let start = 0; start < records.length; start += recordsTogether) {
    const some = records.slice(start, start + recordsTogether);
    const handled = () =>
      handleEach(some, lanes, (record) =>
        act(record).catch((error: unknown) => poisonUnlessTemporary(record.name, error)),
      );
    failures.push(...(await withinBudget(session, handled, { until })));
  }
  const [failure] = failures;
  if (failure) throw failure.error;
}
