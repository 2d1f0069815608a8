import type { DealRow, deals } from '#contract/deal.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Pipeline, Stage } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '#data/context.ts';
import { ownersCountedMax, readCounters } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import { stageSums, sumsGroup, sumsOfDeals } from '#data/records/deal-sums.ts';
import { listRecords } from '#data/records/list.ts';
import { reachOf } from '#data/records/read.ts';

type Operation = typeof deals.operations.board;
type Input = InputOf<Operation>;
type Column = OutputOf<Operation>['columns'][number];

const cardsDefault = 50;

/** Columns with the numbers that counters keep and the first cards; more of a column is the list of its stage. */
export async function board(context: Context, input: Input): Promise<OutputOf<Operation>> {
  const pipeline = pipelineFor(context, input.pipelineId);
  const counters = await countersFor(context, pipeline, input);
  const isShown = (stage: Stage): boolean =>
    !stage.retired || (counters !== undefined && stageSums(counters, stage).count > 0);
  const columns = await Promise.all(
    pipeline.stages.filter(isShown).map((stage) => columnOf(context, input, stage, counters)),
  );
  return { pipelineId: pipeline.id, columns };
}

function pipelineFor({ settings }: Context, id: string | undefined): Pipeline {
  const { pipelines } = settings;
  const found =
    id === undefined
      ? (pipelines.find(({ retired }) => !retired) ?? pipelines[0])
      : pipelines.find((pipeline) => pipeline.id === id);
  if (!found) throw fieldProblem('/query/pipelineId', 'not_a_choice');
  return found;
}

/** One counter for everybody's deals, or one for each owner; none where no counter knows the filters. */
async function countersFor(
  context: Context,
  { id }: Pipeline,
  { ownerId: asked, tagIds }: Input,
): Promise<Record<string, number>[] | undefined> {
  if (tagIds) return undefined;
  const reach = reachOf(context, context.scope);
  const wanted = asked && [...new Set(asked)];
  const owners = reach === 'all' ? wanted : (wanted?.filter((owner) => reach.includes(owner)) ?? reach);
  if (owners && owners.length > ownersCountedMax) return undefined;
  return readCounters(
    dealRecords,
    context,
    owners ? owners.map((owner) => sumsGroup(id, owner)) : [sumsGroup(id)],
  );
}

async function columnOf(
  context: Context,
  { ownerId, tagIds, limit = cardsDefault }: Input,
  stage: Stage,
  counters: Record<string, number>[] | undefined,
): Promise<Column> {
  const page = await listRecords(
    dealRecords,
    context,
    { stageId: [stage.id], sort: 'position', limit, ownerId, tagIds },
    { isCounted: false },
  );
  const rows = page.items as unknown as DealRow[];
  const sums = counters
    ? stageSums(counters, stage)
    : sumsOfDeals(
        rows.map((row) => ({ ...row })),
        stage,
        context.settings,
      );
  const isExact = counters !== undefined || page.nextCursor === undefined;
  const total = counters ? sums.count : rows.length;
  return { ...sums, isExact, cards: { ...page, items: rows, total, totalIsExact: isExact } };
}
