import type { loggedOperations, Activity } from '#contract/logged-activity.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Page } from '#contract/page.ts';
import { activityParent, withUserNames } from '#data/entries/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { activityKey, activityPrefix, type Key } from '#data/store/keys.ts';
import { decodeCursor, encodeCursor, listHash, type Position } from '#data/records/cursor.ts';
import { readTally } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';

type Input = InputOf<(typeof loggedOperations)['listOf']>;

/**
 * Lists a record's activities by date and then by creation time, newest first. With a filter by kind, a page can be
 * short, because reading stops after about `limits.boundedReadItems` activities.
 */
export async function list(context: Context, input: Input): Promise<Page<Activity>> {
  const { key } = await activityParent(context, input);
  const { kind, limit = limits.pageSizeDefault } = input;
  const { activityCount = 0 } = await readTally(context, key);
  const hash = listHash(['activities', key.pk, kind]);
  const start = decodeCursor(hash, input.cursor);
  const { found, isEnd, last } = await readActivities(context, key, kind, start, limit);
  const items = found.slice(0, limit);
  const position = found.length > limit ? items.at(-1) : isEnd ? undefined : last;
  const isWhole = start === undefined && position === undefined;
  return {
    items: await withUserNames(context, items),
    ...(position ? { nextCursor: encodeCursor(hash, { sortValue: position.date, id: position.id }) } : {}),
    total: kind === undefined ? activityCount : items.length,
    totalIsExact: kind === undefined || isWhole,
  };
}

interface Found {
  found: Activity[];
  /** Whether everything has been read. */
  isEnd: boolean;
  /** Position of the last activity read; undefined if everything has been read. */
  last: { date: string; id: string } | undefined;
}

async function readActivities(
  context: Context,
  parent: Key,
  kind: Activity['kind'] | undefined,
  start: Position | undefined,
  limit: number,
): Promise<Found> {
  const found: Activity[] = [];
  let lastKey: Item | undefined = start && { ...activityKey(parent, start.sortValue, start.id) };
  let looked = 0;
  do {
    const page = await query<{ data: string }>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': parent.pk,
        ':prefix': activityPrefix,
        ...(kind ? { ':kind': kind } : {}),
      },
      ...(kind ? { FilterExpression: 'activityKind = :kind' } : {}),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: kind ? 250 : limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    found.push(...page.items.map((item) => JSON.parse(item.data) as Activity));
    lastKey = page.lastKey;
    looked += page.scanned;
  } while (lastKey && found.length <= limit && looked < limits.boundedReadItems);
  const [, date = '', id = ''] = String(lastKey?.sk ?? '').split('#');
  return { found, isEnd: lastKey === undefined, last: lastKey && { date, id } };
}
