import { poisonUnlessTemporary } from '#data/projection/poison-queue.ts';
import type { RecordName } from '#data/projection/state.ts';
import { handleEach } from '../reader/batch.ts';

/** Number of records processed concurrently. */
const lanes = 8;

/**
 * Processes every record. Permanent failures go to the poison queue. If there are temporary failures, the first one is
 * thrown after all records were processed.
 */
export async function eachRecord<T extends { name: RecordName }>(
  records: readonly T[],
  act: (record: T) => Promise<void>,
): Promise<void> {
  const [failure] = await handleEach(records, lanes, (record) =>
    act(record).catch((error: unknown) => poisonUnlessTemporary(record.name, error)),
  );
  if (failure) throw failure.error;
}
