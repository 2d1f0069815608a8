import { randomBytes } from 'node:crypto';
import { epochSeconds } from '../values/epoch.ts';
import { listFeedKey } from './keys.ts';
import { putItem } from './table.ts';
import type { Session } from './units.ts';

/** A record whose columns may have changed. */
export interface FeedEntry {
  type: string;
  id: string;
}

export interface Changed extends FeedEntry {
  orgId: string;
}

/** Maximum number of records in one item of the feed. A full item has about 5 KB. */
const entriesMax = 100;
/** Items of the feed are deleted after this time. */
export const feedDays = 7;
/** Readers might miss an item that becomes visible later than this after the time in its key. */
const lateMs = 5_000;

/**
 * Appends changed records, each once, to the feeds of their organizations. Call this after the records are written, and
 * before the changes are projected, so that a failed projection doesn't hide them from lists.
 */
export async function appendToFeed(session: Session, changed: readonly Changed[]): Promise<void> {
  const organizations = Map.groupBy(changed, ({ orgId }) => orgId);
  await Promise.all(
    [...organizations].map(async ([orgId, all]) => {
      const entries = [...new Map(all.map((one) => [`${one.type} ${one.id}`, one])).values()];
      for (let start = 0; start < entries.length; start += entriesMax)
        await append(session, orgId, entries.slice(start, start + entriesMax));
    }),
  );
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
