import type { loggedOperations, ListedActivity } from '#contract/logged-activity.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Page } from '#contract/page.ts';
import { countActivities, readActivities } from '#data/entries/activity-history.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { requestedOwners } from '#data/records/read.ts';

type Input = InputOf<(typeof loggedOperations)['listAll']>;

/** Lists activities across records, newest first. */
export async function listAll(context: Context, input: Input): Promise<Page<ListedActivity>> {
  const { limit = limits.pageSizeDefault, userId, teamOf: headId } = input;
  const { kind, kindId, outcomeId, dateFrom, dateTo } = input;
  const filters = { kind, kindId, outcomeId, dateFrom, dateTo };
  const hash = listHash(['all activities', kind, userId, headId, dateFrom, dateTo, kindId, outcomeId]);
  const start = decodeCursor(hash, input.cursor);
  const people = await requestedOwners(context, userId, headId);
  const { items, next } = await readActivities(context, people, filters, limit, start);
  const isWhole = next === undefined && start === undefined;
  const isNarrowed = Object.values(filters).some((filter) => filter !== undefined);
  const counted = isWhole || isNarrowed ? undefined : await countActivities(context, people);
  return {
    items,
    ...(next ? { nextCursor: encodeCursor(hash, next) } : {}),
    total: Math.max(items.length, counted ?? 0),
    totalIsExact: isWhole || counted !== undefined,
  };
}
