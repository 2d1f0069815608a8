import { stageSums, sumsGroup, type StageSums } from '#data/counters/deal-sums.ts';
import type { Context } from '#data/organization/context.ts';
import { ownersCountedMax, readCounters } from '#data/records/counters.ts';
import { dealRecords } from '#data/records/deal.ts';
import { ownersOf, type Owners } from '#data/records/read.ts';

interface Narrowing {
  q?: string | undefined;
  ownerId?: string[] | undefined;
  tagIds?: string[] | undefined;
  current?: 'true' | undefined;
}

/** The totals of the stages of a pipeline from counters. Undefined if no counters contain them. */
export async function countedTotals(
  context: Context,
  pipelineId: string,
  input: Narrowing,
): Promise<(StageSums & Record<string, unknown>)[] | undefined> {
  const owners = countedOwners(context, input);
  if (!owners) return undefined;
  const groups =
    owners === 'all' ? [sumsGroup(pipelineId)] : owners.map((owner) => sumsGroup(pipelineId, owner));
  const counters = await readCounters(dealRecords, context, groups);
  const { stages = [] } = context.settings.pipelines.find(({ id }) => id === pipelineId) ?? {};
  return stages.map((stage) => ({ ...stageSums(counters, stage) }));
}

/** The owners whose counters contain the totals, if counters do. */
function countedOwners(context: Context, { q, ownerId, tagIds, current }: Narrowing): Owners | undefined {
  if (q !== undefined || tagIds || current) return undefined;
  const reached = ownersOf(context, context.scope);
  const requested = ownerId && [...new Set(ownerId)];
  const owners =
    reached === 'all'
      ? (requested ?? 'all')
      : (requested?.filter((owner) => reached.includes(owner)) ?? reached);
  return owners === 'all' || owners.length <= ownersCountedMax ? owners : undefined;
}
