import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { recordHeartbeat } from '#data/store/heartbeat.ts';
import { withoutPurged } from './purged.ts';
import { newSession, type Session } from '#data/store/units.ts';

/** Handles stream records in order and returns those that must be delivered again. */
type Handle = (session: Session, records: readonly DynamoDBRecord[]) => Promise<readonly DynamoDBRecord[]>;

/**
 * The handler of a function that reads the table's stream. Stores the heartbeat if the batch contains one. Lambda
 * delivers the batch again from the first record that failed.
 */
export const streamReader =
  (reader: 'index' | 'relay', handle: Handle) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    // The heartbeat has its own session, so that its capacity units aren't counted as the batch's.
    await recordHeartbeat(newSession(), reader, Records);
    const kept = await withoutPurged(newSession(), Records);
    const failed = new Set(await handle(newSession(), kept));
    const first = Records.find((record) => failed.has(record));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
