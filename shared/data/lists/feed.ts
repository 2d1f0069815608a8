import { randomBytes } from 'node:crypto';
import { listFeedKey, listFeedPartition } from '../store/keys.ts';
import { putItem, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';

/** A record whose columns may have changed. */
export interface FeedEntry {
  type: string;
  id: string;
}

/** Maximum number of records in one item of the feed. A full item has about 5 KB. */
const entriesMax = 100;
const feedDays = 7;
/** Readers might miss an item that becomes visible later than this after the time in its key. */
const lateMs = 5_000;

/**
 * Appends changed records to their organization's feed. Call this before the changes are projected, so that a failed
 * projection doesn't hide them from lists.
 */
export async function appendToFeed(
  session: Session,
  orgId: string,
  entries: readonly FeedEntry[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += entriesMax)
    await append(session, orgId, entries.slice(start, start + entriesMax));
}

/**
 * Writes an item. A write that took longer than `lateMs` is repeated with a new time, because readers may have read
 * past the previous time before the item became visible.
 */
async function append(session: Session, orgId: string, entries: readonly FeedEntry[]): Promise<void> {
  let at: Date;
  do {
    at = new Date();
    await putItem(session, {
      Item: {
        ...listFeedKey(orgId, at.toISOString(), randomBytes(6).toString('base64url')),
        kind: 'listFeed',
        changed: JSON.stringify(entries.map(({ type, id }) => [type, id])),
        expiresAt: epochSeconds(at.toISOString()) + feedDays * 86_400,
      },
    });
  } while (Date.now() - at.getTime() > lateMs);
}

/** Readers start this long before the start of their previous read, because items can become visible out of order. */
const overlapMs = 10_000;

/**
 * The records that were appended since `through` and in the last `overlapMs` before it, each once, or `tooMany` if
 * there are more than `recordsMax`. The result's `through` is the start of this read, to be passed to the next one.
 */
export async function readFeed(
  session: Session,
  orgId: string,
  through: string,
  recordsMax: number,
): Promise<{ entries: FeedEntry[]; through: string } | 'tooMany'> {
  const startedAt = new Date().toISOString();
  const from = new Date(Date.parse(through) - overlapMs).toISOString();
  const found = new Map<string, FeedEntry>();
  let start: Record<string, unknown> | undefined;
  do {
    const { items, lastKey } = await query<{ changed: string }>(session, {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': listFeedPartition(orgId), ':from': from },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    for (const { changed } of items)
      for (const [type, id] of JSON.parse(changed) as [string, string][])
        found.set(`${type} ${id}`, { type, id });
    if (found.size > recordsMax) return 'tooMany';
    start = lastKey;
  } while (start);
  return { entries: [...found.values()], through: startedAt };
}
