import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Pipeline, Stage } from '#contract/organization.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { DealRow } from '#contract/records/deal.ts';
import type { dealBoard } from '#contract/records/deal-board.ts';
import { stageSums, sumsGroup, type StageSums } from '#data/counters/deal-sums.ts';
import { selectionIn } from '#data/lists/list-question.ts';
import { completeSubject, type ListSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { ownersCountedMax, readCounters } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import { ownersOf, reachOf, type Owners } from '#data/records/read.ts';
import { listIn, subjectFor } from './list.ts';
import { readPage } from './page.ts';

type Input = InputOf<typeof dealBoard>;
type Output = OutputOf<typeof dealBoard>;

const cardsDefault = 50;

/** Columns with their totals and first cards. Retired stages are left out while they have no deals. */
export async function board(context: Context, input: Input): Promise<Output> {
  const { id, stages } = pipelineFor(context, input.pipelineId);
  const { q, ownerId, tagIds, current } = input;
  const subject = await subjectFor(dealRecords, context, { q, ownerId, tagIds, current });
  const sums = await sumsOf(context, subject, input, { id, stages });
  const shown = stages.filter((stage, at) => !stage.retired || (sums[at]?.count ?? 0) > 0);
  const columns = await Promise.all(
    shown.map(async (stage) => {
      const { items, nextCursor, total } = await cardsIn(context, subject, input, stage);
      const ofStage = sums[stages.indexOf(stage)] ?? stageSums([], stage);
      const cards = { items: items as unknown as DealRow[], ...(nextCursor ? { nextCursor } : {}), total };
      return { ...ofStage, cards };
    }),
  );
  return { pipelineId: id, columns };
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

function cardsIn(context: Context, subject: ListSubject, input: Input, stage: Stage) {
  const { q, ownerId, tagIds, limit = cardsDefault, current } = input;
  const query = { stageId: [stage.id], sort: 'position', limit, q, ownerId, tagIds, current };
  return listIn(subject, context, query);
}

/** The totals of each stage: those of all deals from counters, others from the list database. */
async function sumsOf(
  context: Context,
  subject: ListSubject,
  input: Input,
  { id: pipelineId, stages }: Pick<Pipeline, 'id' | 'stages'>,
): Promise<StageSums[]> {
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
  const groups = { by: 'stageId', measures: ['countedValue', 'weightedValue'] };
  const question = { ...selection, limit: 0, groups };
  const reach = reachOf(context, context.scope);
  const page = await readPage(context, whole, question, reach, { isCurrent: current !== undefined });
  return stages.map(({ id: stageId }) => {
    const group = page.groups?.find(({ key }) => key === stageId);
    const sum = (name: string) =>
      Math.min(Number.MAX_SAFE_INTEGER, Math.round(group?.measures[name]?.[0]?.sum ?? 0));
    return {
      stageId,
      count: group?.count ?? 0,
      sumMinor: sum('countedValue'),
      weightedMinor: sum('weightedValue'),
    };
  });
}

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
