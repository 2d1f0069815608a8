import { listFeedPartition } from '../store/keys.ts';
import { feedDays, type FeedEntry } from '../store/list-feed.ts';
import { query } from '../store/table.ts';
import type { Session } from '../store/units.ts';

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

/** Maximum number of changed records that are read together. */
export const changesTogether = 2_000;

/** All changes since a position, in pages. The last one reaches the end of the feed. */
export async function* feedSince(
  session: Session,
  orgId: string,
  start: FeedPosition,
): AsyncGenerator<FeedPage> {
  for (let position = start; ;) {
    const page = await readFeed(session, orgId, position, changesTogether);
    yield page;
    if (page.isWhole) return;
    position = page.position;
  }
}

/** The time in an item's key. */
const timeIn = (sk: string): string => sk.split('#')[0] ?? '';

/** The position of a reader that has read everything before a time. */
export const positionAt = (through: string): FeedPosition => ({ through, seen: new Set() });

/** Whether a reader at this position may have missed items, because they are deleted after some days. */
export const isTooOld = ({ through }: Pick<FeedPosition, 'through'>): boolean =>
  Date.now() - Date.parse(through) > (feedDays / 2) * 86_400_000;
