import type { DynamoDBRecord } from 'aws-lambda';
import { appendToFeed } from '#data/store/list-feed.ts';
import type { Session } from '#data/store/units.ts';
import { latestImage, recordIn } from '../reader/image.ts';

/**
 * Appends the records of a batch to the feeds of their organizations, including records whose projection will fail, or
 * of which only activity counts, the next task or won deals changed.
 */
export async function appendChanges(session: Session, records: readonly DynamoDBRecord[]): Promise<void> {
  await appendToFeed(
    session,
    records.flatMap((source) => recordIn(latestImage(source)) ?? []),
  );
}
