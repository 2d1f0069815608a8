import { limits } from '#contract/limits.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import type { Context } from '../organization/context.ts';
import {
  scheduledChangesForRestoration,
  scheduledChangesSince,
  entryOf,
  isReplacing,
  listOf,
  movesOf,
  successorOf,
  type ScheduledChange,
  type Replacements,
  type Replacing,
} from '../organization/scheduled-changes.ts';
import { memberKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import { changeOf, type JobParams, type JobPlan } from './job.ts';

/** UUIDv7 ids start with their creation time in milliseconds. */
const instantOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/**
 * Of two concurrent scheduled changes, the one that takes effect later can have the lower id. Their ids are created
 * less than this many milliseconds apart, because requests end within this time.
 */
const overlapMs = limits.requestSeconds * 1000;

/**
 * A job's parameters, brought up to date before each step. For example, if the tag into which a job merges another tag
 * has itself been merged, the parameters contain the final tag. The job of a later scheduled change starts with a
 * delay, so that steps with the previous parameters end before it. `passes` is the number of times that the job was
 * applied to all records found.
 */
export async function presentParams(
  context: Context,
  { id, kind, params, recordTypes }: JobPlan,
  passes = 0,
): Promise<JobPlan['params']> {
  if (!isReplacing(kind)) {
    const change = changeOf(kind, params);
    const hasCustomValues = change?.action === 'update' && change.values.custom;
    return {
      ...params,
      ...(kind === 'restore' || kind === 'undo'
        ? { scheduledChanges: await scheduledChangesForRestoration(context) }
        : {}),
      ...(kind === 'undo' ? { changesSince: await changesSince(context, params as JobParams['undo']) } : {}),
      ...(kind === 'import' || kind === 'merge'
        ? { fieldsOf: await fieldsByType(context, recordTypes) }
        : {}),
      // An undo of an import has no change.
      ...(hasCustomValues || (kind === 'undo' && !change)
        ? { fields: (await readCustomFields(context, recordTypes[0] ?? '')).items }
        : {}),
    };
  }
  if (kind === 'handOver' && passes > 0) {
    const { fromUserId } = params as Replacements['handOver'];
    // What a member who has joined again owns was assigned to them since. Handing it over to them changes nothing.
    if (await getItem(context, memberKey(context.orgId, fromUserId)))
      return { fromUserId, toUserId: fromUserId };
  }
  const own = movesOf[kind](params as never);
  const all = await scheduledChangesSince(context, context.orgId, instantOf(id) - overlapMs);
  // Whether an earlier change moved records to a value that this job replaces. Such a change no longer applies: if it
  // moved records away from this job's target, the target is in use again.
  const isOver = (one: ScheduledChange): boolean =>
    one.id < id && Object.values(one.moves).some((to) => Object.hasOwn(own, to));
  const others = all.filter((one) => one.id !== id && !isOver(one));
  const moves = Object.entries(own).map(([from, to]) => [from, successorOf(others, kind, to)] as const);
  return paramsOf[kind](moves);
}

async function fieldsByType(
  context: Context,
  types: readonly string[],
): Promise<Record<string, readonly CustomField[]>> {
  const all = await Promise.all(types.map((type) => readCustomFields(context, type)));
  return Object.fromEntries(types.map((type, index) => [type, all[index]?.items ?? []]));
}

const changesSince = (context: Context, { jobCreatedAt }: JobParams['undo']): Promise<ScheduledChange[]> =>
  scheduledChangesSince(context, context.orgId, Date.parse(jobCreatedAt) - overlapMs);

type Moves = readonly (readonly [from: string, to: string])[];
const paramsOf: { [K in Replacing]: (moves: Moves) => Replacements[K] } = {
  tagMerge: ([[fromId, intoId] = ['', '']]) => ({ fromId, intoId }),
  handOver: ([[fromUserId, toUserId] = ['', '']]) => ({ fromUserId, toUserId }),
  stageMove: (moves) => ({ moves: Object.fromEntries(moves) }),
  statusMove: (moves) => ({
    list: listOf(moves[0]?.[0] ?? '') as StatusListName,
    moves: Object.fromEntries(moves.map(([from, to]) => [entryOf(from), entryOf(to)])),
  }),
};
