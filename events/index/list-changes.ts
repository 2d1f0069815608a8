import type { DynamoDBRecord } from 'aws-lambda';
import { appendToFeed, type FeedEntry } from '#data/lists/feed.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Appends the records of a batch to the feeds of their organizations, including records whose projection will fail or
 * of which only the activity tally changed.
 */
export async function appendChanges(session: Session, records: readonly DynamoDBRecord[]): Promise<void> {
  const changed = new Map<string, Map<string, FeedEntry>>();
  for (const { dynamodb } of records) {
    const { kind, org, type, id } = dynamodb?.NewImage ?? dynamodb?.OldImage ?? {};
    if (kind?.S !== 'record' || !org?.S || !type?.S || !id?.S) continue;
    const ofOrganization = changed.get(org.S) ?? new Map<string, FeedEntry>();
    changed.set(org.S, ofOrganization.set(`${type.S} ${id.S}`, { type: type.S, id: id.S }));
  }
  for (const [orgId, entries] of changed) await appendToFeed(session, orgId, [...entries.values()]);
}
