import type { DealRow } from '#contract/deal.ts';
import { limits } from '#contract/limits.ts';
import type { Context } from '#data/context.ts';
import { exactTotal } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { listRecords } from '#data/records/list.ts';

/** Cards by stage, each stage from top to bottom. */
export type Cards = ReadonlyMap<string, DealRow[]>;

/**
 * All cards of owners who have few: out of their own lists, so that a board costs what it shows and not what everybody
 * has in its columns. Undefined where they have more than one request may read.
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
  const place = (row: DealRow) =>
    `${dealRecords.sorts.position?.(row as unknown as AnyRecord, context.settings)}#${row.id}`;
  const cards = lists.flatMap((list) => list ?? []).sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return Map.groupBy(cards, ({ stageId }) => stageId);
}

/** Counters may lag behind what somebody has just got: there is an end to reading all the same. */
async function dealsOf(
  context: Context,
  ownerId: string,
  tagIds: string[] | undefined,
): Promise<DealRow[] | undefined> {
  const rows: DealRow[] = [];
  const asked = { ownerId: [ownerId], tagIds, sort: 'createdAt', limit: limits.pageSizeMax };
  let cursor: string | undefined;
  do {
    const page = await listRecords(dealRecords, context, { ...asked, cursor }, { isCounted: false });
    rows.push(...(page.items as unknown as DealRow[]));
    cursor = page.nextCursor;
    if (cursor && rows.length >= limits.boundedReadItems) return undefined;
  } while (cursor);
  return rows;
}
