import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListGroup, ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Pipeline, Stage } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { DealRow } from '#contract/records/deal.ts';
import type { dealBoard, dealBoardQuery } from '#contract/records/deal-board.ts';
import { stageSums, sumsGroup, type StageSums } from '#data/counters/deal-sums.ts';
import { selectionIn } from '#data/lists/list-question.ts';
import { completeSubject, type ListSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { ownersCountedMax, readCounters } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { ListRow } from '#data/records/definition.ts';
import { ownersOf, reachOf, requestedReach, type Owners } from '#data/records/read.ts';
import { listIn, rowIn, subjectFor } from './list.ts';
import { readPage } from '#data/lists/list-page.ts';
import { subjectOf } from './query.ts';

type Input = InputOf<typeof dealBoard>;
type Output = OutputOf<typeof dealBoard>;

const cardsDefault = 50;

/** Where a board's totals and cards come from. */
interface BoardSource {
  pipeline: Pipeline;
  /** The only stage to show. All by default. */
  only?: string | undefined;
  /** The totals of each stage of the pipeline. */
  sums: () => Promise<StageSums[]>;
  cards: (stage: Stage) => Promise<ListRows<ListRow>>;
}

/** A board by query parameters. */
export async function board(context: Context, input: Input): Promise<Output> {
  const pipeline = pipelineFor(context, input.pipelineId, '/query/pipelineId');
  const { q, ownerId, tagIds, limit = cardsDefault, current } = input;
  const subject = await subjectFor(dealRecords, context, { q, ownerId, tagIds, current });
  return boardFrom({
    pipeline,
    sums: () => sumsOf(context, subject, input, pipeline),
    cards: ({ id }) =>
      listIn(subject, context, { stageId: [id], sort: 'position', limit, q, ownerId, tagIds, current }),
  });
}

/** A board by a question. */
export async function queryBoard(
  context: Context,
  { body }: InputOf<typeof dealBoardQuery>,
): Promise<Output> {
  const { pipelineId, filter, limit = cardsDefault, current, next, ...selection } = body;
  const pipeline = pipelineFor(context, pipelineId, '/pipelineId');
  const subject = await subjectOf(context, dealRecords, { filter });
  const reach = await requestedReach(context, body.teamOf);
  const ask = (field: string, id: string, more: Partial<ListQuestion>) => {
    const condition: Filter = { field, op: 'anyOf', value: [id] };
    const question = {
      ...selection,
      ...more,
      filter: filter ? { and: [condition, filter] } : condition,
    };
    return readPage(context, subject, question, reach, { isCurrent: current });
  };
  return boardFrom({
    pipeline,
    only: next?.stageId,
    async sums() {
      const { groups } = await ask('pipelineId', pipeline.id, { limit: 0, groups: sumGroups });
      return sumsIn(groups, pipeline);
    },
    async cards({ id }) {
      const page = await ask('stageId', id, { limit, cursor: next?.cursor, sorts: [{ field: 'position' }] });
      return { ...page, items: page.items.map((record) => rowIn(subject, record as unknown as ListRow)) };
    },
  });
}

/** Columns with their totals and first cards. Retired stages are left out while they have no deals. */
async function boardFrom({ pipeline: { id, stages }, only, sums, cards }: BoardSource): Promise<Output> {
  const all = await sums();
  const shown = stages.filter((stage, at) =>
    only === undefined ? !stage.retired || (all[at]?.count ?? 0) > 0 : stage.id === only,
  );
  const columns = await Promise.all(
    shown.map(async (stage) => {
      const { items, nextCursor, total } = await cards(stage);
      const ofStage = all[stages.indexOf(stage)] ?? stageSums([], stage);
      const first = { items: items as unknown as DealRow[], ...(nextCursor ? { nextCursor } : {}), total };
      return { ...ofStage, cards: first };
    }),
  );
  return { pipelineId: id, columns };
}

function pipelineFor({ settings }: Context, id: string | undefined, pointer: string): Pipeline {
  const { pipelines } = settings;
  const found =
    id === undefined
      ? (pipelines.find(({ retired }) => !retired) ?? pipelines[0])
      : pipelines.find((pipeline) => pipeline.id === id);
  if (!found) throw fieldProblem(pointer, 'not_a_choice');
  return found;
}

/** The totals of each stage: those of all deals from counters, others from the list database. */
async function sumsOf(
  context: Context,
  subject: ListSubject,
  input: Input,
  pipeline: Pipeline,
): Promise<StageSums[]> {
  const { id: pipelineId, stages } = pipeline;
  const owners = countedOwners(context, input);
  if (owners) {
    const groups =
      owners === 'all' ? [sumsGroup(pipelineId)] : owners.map((owner) => sumsGroup(pipelineId, owner));
    const counters = await readCounters(dealRecords, context, groups);
    return stages.map((stage) => stageSums(counters, stage));
  }
  const { q, ownerId, tagIds, current } = input;
  const whole = await completeSubject(context, subject);
  const selection = selectionIn(whole, { pipelineId: [pipelineId], q, ownerId, tagIds });
  const question = { ...selection, limit: 0, groups: sumGroups };
  const reach = reachOf(context, context.scope);
  const page = await readPage(context, whole, question, reach, { isCurrent: current !== undefined });
  return sumsIn(page.groups, pipeline);
}

const sumGroups = { by: 'stageId', measures: ['countedValue', 'weightedValue'] };

const sumsIn = (groups: readonly ListGroup[] = [], { stages }: Pipeline): StageSums[] =>
  stages.map(({ id: stageId }) => {
    const group = groups.find(({ key }) => key === stageId);
    const sum = (name: string) =>
      Math.min(Number.MAX_SAFE_INTEGER, Math.round(group?.measures[name]?.[0]?.sum ?? 0));
    return {
      stageId,
      count: group?.count ?? 0,
      sumMinor: sum('countedValue'),
      weightedMinor: sum('weightedValue'),
    };
  });

/** The owners whose counters contain the totals, if counters do. */
function countedOwners(context: Context, { q, ownerId, tagIds, current }: Input): Owners | undefined {
  if (q !== undefined || tagIds || current) return undefined;
  const reached = ownersOf(context, context.scope);
  const requested = ownerId && [...new Set(ownerId)];
  const owners =
    reached === 'all'
      ? (requested ?? 'all')
      : (requested?.filter((owner) => reached.includes(owner)) ?? reached);
  return owners === 'all' || owners.length <= ownersCountedMax ? owners : undefined;
}
