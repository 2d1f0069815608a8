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

export interface Changed extends FeedEntry {
  orgId: string;
}

/** Maximum number of records in one item of the feed. A full item has about 5 KB. */
const entriesMax = 100;
const feedDays = 7;
/** Readers might miss an item that becomes visible later than this after the time in its key. */
const lateMs = 5_000;

/**
 * Appends changed records, each once, to the feeds of their organizations. Call this before the changes are projected,
 * so that a failed projection doesn't hide them from lists.
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

/** Items are assumed to be visible this long after the time in their key, so that readers need not look for them again. */
const settledMs = 10_000;

/** How far a reader has read the feed. */
export interface FeedPosition {
  /** All items with an earlier time have been read. */
  through: string;
  /** Keys of the items since then that have been read. */
  seen: ReadonlySet<string>;
}

export interface FeedPage {
  /** The changed records, each once. */
  entries: FeedEntry[];
  /** The position after these entries. */
  position: FeedPosition;
  /** The answer includes all changes that were appended before this time. */
  asOf: string;
  /** Whether the end of the feed was reached. */
  isWhole: boolean;
}

/** Maximum number of feed items in one query. */
const itemsTogether = 200;

/** The changes since a position, oldest first. Stops after about `recordsMax` records. */
export async function readFeed(
  session: Session,
  orgId: string,
  { through, seen }: FeedPosition,
  recordsMax: number,
): Promise<FeedPage> {
  const startedAt = Date.now();
  const found = new Map<string, FeedEntry>();
  const read = new Set<string>();
  let start: Record<string, unknown> | undefined;
  let isFull = false;
  do {
    const { items, lastKey } = await query<{ sk: string; changed: string }>(session, {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': listFeedPartition(orgId), ':from': through },
      ConsistentRead: true,
      Limit: itemsTogether,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    for (const { sk, changed } of items) {
      isFull = found.size >= recordsMax;
      if (isFull) break;
      read.add(sk);
      if (seen.has(sk)) continue;
      for (const [type, id] of JSON.parse(changed) as [string, string][])
        found.set(`${type} ${id}`, { type, id });
    }
    start = lastKey;
  } while (start && !isFull);
  const isWhole = !start && !isFull;
  const end = isWhole ? new Date(startedAt).toISOString() : timeIn([...read].at(-1) ?? through);
  const settled = new Date(startedAt - settledMs).toISOString();
  const next = [through, end < settled ? end : settled].sort().at(-1) ?? through;
  return {
    entries: [...found.values()],
    position: { through: next, seen: new Set([...read].filter((key) => key >= next)) },
    asOf: end,
    isWhole,
  };
}

/** The time in an item's key. */
const timeIn = (sk: string): string => sk.split('#')[0] ?? '';

/** The position of a reader that has read everything before a time. */
export const positionAt = (through: string): FeedPosition => ({ through, seen: new Set() });

/** Whether a reader at this position may have missed items, because they are deleted after some days. */
export const isTooOld = ({ through }: Pick<FeedPosition, 'through'>): boolean =>
  Date.now() - Date.parse(through) > (feedDays / 2) * 86_400_000;
