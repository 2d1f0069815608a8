import type { DealRow } from '#contract/records/deal.ts';
import type { deals } from '#contract/records/deal-operations.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Pipeline, Stage } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { ownersCountedMax, readCounters } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import { stageSums, sumsGroup, sumsOfDeals } from '#data/counters/deal-sums.ts';
import { cursorBehind, listRecords } from '#data/records/list.ts';
import { reachOf } from '#data/records/read.ts';
import { cardsFound, cardsOf, type Cards } from './cards.ts';

type Operation = typeof deals.operations.board;
type Input = InputOf<Operation>;
type Column = OutputOf<Operation>['columns'][number];

const cardsDefault = 50;

type Counter = Record<string, number>;

/** Columns with their counters and first cards. Further cards are read from the deal list, filtered by stage. */
export async function board(context: Context, input: Input): Promise<OutputOf<Operation>> {
  const pipeline = pipelineFor(context, input.pipelineId);
  if (input.q !== undefined) return boardOfSearch(context, input, input.q, pipeline);
  const owners = ownersOf(context, input);
  const [counters, cards] = await Promise.all([
    input.tagIds ? undefined : countersFor(context, pipeline, owners),
    owners && cardsOf(context, owners, input.tagIds),
  ]);
  const isShown = (stage: Stage): boolean =>
    !stage.retired || (counters !== undefined && stageSums(counters, stage).count > 0);
  const columns = await Promise.all(
    pipeline.stages.filter(isShown).map((stage) => columnOf(context, input, stage, counters, cards)),
  );
  return { pipelineId: pipeline.id, columns };
}

/**
 * The board of the deals that match a search. Empty stages are included unless they are retired, so that cards can be
 * moved into them.
 */
async function boardOfSearch(
  context: Context,
  { ownerId, tagIds }: Input,
  q: string,
  { id, stages }: Pipeline,
): Promise<OutputOf<Operation>> {
  const { cards, isWhole } = await cardsFound(context, { q, pipelineId: id, ownerId, tagIds });
  const columns = stages
    .filter((stage) => !stage.retired || cards.has(stage.id))
    .map((stage) => {
      const items = cards.get(stage.id) ?? [];
      const page = { items, total: items.length, totalIsExact: isWhole };
      return { ...sumsOf(items, stage, context), isExact: isWhole, cards: page };
    });
  return { pipelineId: id, columns };
}

const sumsOf = (rows: readonly DealRow[], stage: Stage, { settings }: Context) =>
  sumsOfDeals(
    rows.map((row) => ({ ...row })),
    stage,
    settings,
  );

function pipelineFor({ settings }: Context, id: string | undefined): Pipeline {
  const { pipelines } = settings;
  const found =
    id === undefined
      ? (pipelines.find(({ retired }) => !retired) ?? pipelines[0])
      : pipelines.find((pipeline) => pipeline.id === id);
  if (!found) throw fieldProblem('/query/pipelineId', 'not_a_choice');
  return found;
}

/**
 * The owners whose deals are shown: the requested owners, or all, without those whose deals the caller can't access.
 * Undefined if deals of all owners, and deals without an owner, are shown.
 */
function ownersOf(context: Context, { ownerId: requested }: Input): readonly string[] | undefined {
  const reach = reachOf(context, context.scope);
  const ownerIds = requested && [...new Set(requested)];
  return reach === 'all' ? ownerIds : (ownerIds?.filter((owner) => reach.includes(owner)) ?? reach);
}

/**
 * The pipeline's counter for all owners, or one counter for each given owner. Undefined if there are too many owners to
 * sum.
 */
async function countersFor(
  context: Context,
  { id }: Pipeline,
  owners: readonly string[] | undefined,
): Promise<Counter[] | undefined> {
  if (owners && owners.length > ownersCountedMax) return undefined;
  const groups = owners ? owners.map((owner) => sumsGroup(id, owner)) : [sumsGroup(id)];
  return readCounters(dealRecords, context, groups);
}

async function columnOf(
  context: Context,
  input: Input,
  stage: Stage,
  counters: Counter[] | undefined,
  cards: Cards | undefined,
): Promise<Column> {
  const { rows, nextCursor, all } = await cardsIn(context, input, stage, cards);
  const sums = counters ? stageSums(counters, stage) : sumsOf(all, stage, context);
  const isExact = counters !== undefined || cards !== undefined || nextCursor === undefined;
  const total = counters ? sums.count : all.length;
  return {
    ...sums,
    isExact,
    cards: { items: rows, ...(nextCursor ? { nextCursor } : {}), total, totalIsExact: isExact },
  };
}

/** The first cards of a column, the cursor for the next ones, and all cards read. */
async function cardsIn(
  context: Context,
  { ownerId, tagIds, limit = cardsDefault }: Input,
  stage: Stage,
  cards: Cards | undefined,
): Promise<{ rows: DealRow[]; nextCursor: string | undefined; all: DealRow[] }> {
  const query = { stageId: [stage.id], sort: 'position', limit, ownerId, tagIds };
  if (!cards) {
    const page = await listRecords(dealRecords, context, query, { isCounted: false });
    const rows = page.items as unknown as DealRow[];
    return { rows, nextCursor: page.nextCursor, all: rows };
  }
  const all = cards.get(stage.id) ?? [];
  const rows = all.slice(0, limit);
  const last = all.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last && cursorBehind(dealRecords, context, query, last), all };
}
