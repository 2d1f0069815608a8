import type { DynamoDBRecord } from 'aws-lambda';
import { appendToFeed } from '#data/store/list-feed.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Appends the records of a batch to the feeds of their organizations, including records whose projection will fail, or
 * of which only the activity tally changed.
 */
export async function appendChanges(session: Session, records: readonly DynamoDBRecord[]): Promise<void> {
  const changed = records.flatMap(({ dynamodb }) => {
    const { kind, org, type, id } = dynamodb?.NewImage ?? dynamodb?.OldImage ?? {};
    return kind?.S === 'record' && org?.S && type?.S && id?.S
      ? [{ orgId: org.S, type: type.S, id: id.S }]
      : [];
  });
  await appendToFeed(session, changed);
}
