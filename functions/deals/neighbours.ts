import type { Context } from '#data/organization/context.ts';
import { indexName, listPartition } from '#data/store/keys.ts';
import { listName } from '#data/records/stored.ts';
import { query } from '#data/store/table.ts';

/** A card with its rank in its stage. */
export interface RankedCard {
  id: string;
  position: string;
}

/**
 * Up to `count` cards of a stage in order, from the top or after a card, including cards that the caller cannot see.
 * The index can lag slightly, so a card that was just moved can be missing or have its previous rank.
 */
export async function cardsBelow(
  context: Context,
  stageId: string,
  start: RankedCard | undefined,
  count: number,
): Promise<RankedCard[]> {
  const { items } = await query<{ g4sk: string }>(context, {
    IndexName: indexName('g4'),
    KeyConditionExpression: start ? 'g4pk = :pk AND g4sk > :start' : 'g4pk = :pk',
    ExpressionAttributeValues: {
      ':pk': listPartition(context.orgId, 'deal', listName('stageId', stageId)),
      ...(start ? { ':start': `${start.position}#${start.id}` } : {}),
    },
    ProjectionExpression: 'g4sk',
    Limit: count,
  });
  return items.map(({ g4sk }) => {
    const cut = g4sk.lastIndexOf('#');
    return { position: g4sk.slice(0, cut), id: g4sk.slice(cut + 1) };
  });
}
