import type { DealRow } from '#contract/records/deal.ts';
import { limits } from '#contract/limits.ts';
import type { Context } from '#data/organization/context.ts';
import { exactTotal } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { listRecords } from '#data/records/list.ts';

/** Cards by stage, each from top to bottom. */
export type Cards = ReadonlyMap<string, DealRow[]>;

/**
 * The owners' cards by stage, read from the owners' lists, so that the cost depends only on how many deals the owners
 * have. Undefined if the number of deals is unknown or too large for one request.
 */
export async function cardsOf(
  context: Context,
  owners: readonly string[],
  tagIds: string[] | undefined,
): Promise<Cards | undefined> {
  const counted = await exactTotal(dealRecords, context, { ownerId: [...owners] });
  if (counted === undefined || counted > limits.boundedReadItems) return undefined;
  const lists = await Promise.all(owners.map((ownerId) => dealsOf(context, ownerId, tagIds)));
  if (lists.includes(undefined)) return undefined;
  return byStage(
    context,
    lists.flatMap((list) => list ?? []),
  );
}

/** The cards of a pipeline that match a search, and whether these are all matches. */
export async function cardsFound(
  context: Context,
  query: { q: string; pipelineId: string; ownerId: string[] | undefined; tagIds: string[] | undefined },
): Promise<{ cards: Cards; isWhole: boolean }> {
  const pipelineId = [query.pipelineId];
  const input = { ...query, pipelineId, limit: limits.pageSizeMax };
  const page = await listRecords(dealRecords, context, input);
  return { cards: byStage(context, page.items as unknown as DealRow[]), isWhole: page.totalIsExact };
}

function byStage(context: Context, rows: readonly DealRow[]): Cards {
  const place = (row: DealRow) =>
    `${dealRecords.sorts.position?.(row as unknown as AnyRecord, context.settings)}#${row.id}`;
  const cards = rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return Map.groupBy(cards, ({ stageId }) => stageId);
}

/**
 * The deals of an owner, or undefined if there are too many. The number is checked while reading, because counters can
 * lag behind.
 */
async function dealsOf(
  context: Context,
  ownerId: string,
  tagIds: string[] | undefined,
): Promise<DealRow[] | undefined> {
  const rows: DealRow[] = [];
  const query = { ownerId: [ownerId], tagIds, sort: 'createdAt', limit: limits.pageSizeMax };
  let cursor: string | undefined;
  do {
    const page = await listRecords(dealRecords, context, { ...query, cursor }, { isCounted: false });
    rows.push(...(page.items as unknown as DealRow[]));
    cursor = page.nextCursor;
    if (cursor && rows.length >= limits.boundedReadItems) return undefined;
  } while (cursor);
  return rows;
}
