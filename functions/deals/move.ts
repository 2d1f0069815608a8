import type { Deal } from '#contract/records/deal.ts';
import type { deals } from '#contract/records/deal-operations.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import {
  positionBefore,
  positionBetween,
  positionAfter,
  positionOfNew,
  positionsBetween,
} from '#data/values/position.ts';
import { dealRecords, pipelineOf } from '#data/records/deal.ts';
import { keyOf } from '#data/records/definition.ts';
import { isVisible, readReach, recordAttributes } from '#data/records/read.ts';
import { records } from '#data/records/records.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { actionsOf, change, type Write } from '#data/records/write.ts';
import { getItem, getItems } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { cardsBelow, type RankedCard } from './neighbours.ts';

type Input = InputOf<typeof deals.operations.move>;

/** Maximum number of following cards that are re-ranked if there is no free rank between two cards. */
const spreadCards = 40;
const attemptsMax = 5;

/** Moves a card after another one or to the top of a stage. Concurrent moves of other cards remain in effect. */
export async function move(context: Context, { id, body }: Input): Promise<Deal> {
  const pipeline = pipelineOf(context.settings, body.stageId);
  if (!pipeline) throw fieldProblem('/stageId', 'not_a_choice');
  for (let attempt = 1; ; attempt += 1) {
    const deal = await records(dealRecords)(context).load(id);
    const { position, spread } = await rankFor(context, body, deal);
    const { stageId, lostReason } = body;
    const patch = { pipelineId: pipeline.id, stageId, position, ...(lostReason ? { lostReason } : {}) };
    const action = deal.stageId === body.stageId ? 'reordered' : 'moved';
    const write = change(dealRecords, context, deal, patch, action);
    try {
      await transact(context, actionsOf(dealRecords, context, [write, ...spread]));
      return write.record;
    } catch (error) {
      // A re-ranked card, or the moved card, was changed meanwhile. If it was the moved card, its version rejects the
      // next attempt.
      const isStale = error instanceof ProblemError && error.code === 'precondition_failed';
      if (!isStale || spread.length === 0 || attempt === attemptsMax) throw error;
    }
  }
}

async function rankFor(
  context: Context,
  { stageId, afterId }: Input['body'],
  { id }: Deal,
): Promise<{ position: string; spread: Write<Deal>[] }> {
  const above = afterId ? await cardAbove(context, stageId, afterId, id) : undefined;
  const below = (await cardsBelow(context, stageId, above, 2)).filter((card) => card.id !== id);
  const [next] = below;
  if (!above) {
    const position = next ? positionBefore(next.position, context.now, id) : positionOfNew(context.now, id);
    return { position, spread: [] };
  }
  if (!next) return { position: positionAfter(above.position, id), spread: [] };
  const position = positionBetween(above.position, next.position);
  return position ? { position, spread: [] } : spreadBelow(context, stageId, above, id);
}

/** The preceding card, which must still be in the stage. */
async function cardAbove(
  context: Context,
  stageId: string,
  afterId: string,
  id: string,
): Promise<RankedCard> {
  if (afterId === id) throw fieldProblem('/afterId', 'not_allowed');
  const item = await getItem<RecordItem>(
    context,
    keyOf(dealRecords, context.orgId, afterId),
    recordAttributes,
  );
  const card = item && recordFrom(dealRecords, item);
  const isThere = card && !card.deletedAt && isVisible(card, readReach(dealRecords, context));
  if (!isThere) throw fieldProblem('/afterId', 'unknown_reference');
  if (card.stageId !== stageId) throw fieldProblem('/afterId', 'unknown_reference', 'conflict');
  return { id: afterId, position: String(card.position) };
}

/** Re-ranks the cards below `above`. The moved card takes the first of the new ranks. */
async function spreadBelow(
  context: Context,
  stageId: string,
  above: RankedCard,
  id: string,
): Promise<{ position: string; spread: Write<Deal>[] }> {
  const below = (await cardsBelow(context, stageId, above, spreadCards + 2)).filter((card) => card.id !== id);
  const moved = below.slice(0, spreadCards);
  const [position, ...ranks] = positionsBetween(
    above.position,
    below[spreadCards]?.position,
    moved.length + 1,
  );
  if (!position) throw new ProblemError('unavailable');
  const items = await getItems<RecordItem>(
    context,
    moved.map((place) => keyOf(dealRecords, context.orgId, place.id)),
    recordAttributes,
  );
  const spread = items.flatMap((item, index): Write<Deal>[] => {
    const card = item && recordFrom(dealRecords, item);
    if (!card || card.deletedAt || card.stageId !== stageId) return [];
    return [change(dealRecords, context, card, { position: ranks[index] }, 'reordered')];
  });
  return { position, spread };
}
