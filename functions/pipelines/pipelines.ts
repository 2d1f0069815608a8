import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Organization, Pipeline } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import type { pipelines } from '#contract/pipeline.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { scheduledChangesInMotion } from '#data/jobs/in-motion.ts';
import { stageMoveJob } from '#data/jobs/start.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { readCounters } from '#data/records/counters.ts';
import { valueAttribute, wholeGroup } from '#data/counters/groups.ts';
import { dealRecords } from '#data/records/deal.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { arranged, completeMoves, leftOut, newId } from './stages.ts';

type Operations = typeof pipelines.operations;
type Stored = OutputOf<Operations['create']>;

export async function list(context: Context): Promise<OutputOf<Operations['list']>> {
  const settings = await loadOrganization(context, context.orgId);
  return { version: settings.version, items: settings.pipelines.map((one) => listed(settings, one)) };
}

export async function create(context: Context, { body }: InputOf<Operations['create']>): Promise<Stored> {
  let written: Organization | undefined;
  const prepare = async (): Promise<Making<Stored>> => {
    const before = await loadOrganization(context, context.orgId, context);
    refuseMore(before.pipelines.filter(({ retired }) => !retired).length, limits.pipelinesPerOrganization);
    refuseMore(before.pipelines.length, limits.pipelinesKept);
    const id = newId('p');
    const made: Pipeline = { id, name: body.name, stages: closingStages(before, id) };
    const pipeline = { ...made, stages: arranged(made, body.stages) };
    const { actions, after } = writing(context, before, [...before.pipelines, pipeline], pipeline);
    written = after;
    return { actions, ids: [id], value: stored(after, pipeline) };
  };
  const made = await transactOnce(context, prepare, async ([id = '']) => {
    const now = await loadOrganization(context, context.orgId);
    return stored(now, find(now, id));
  });
  if (written && !context.reply.isReplayed) rememberSettings(written);
  return made;
}

function refuseMore(there: number, limit: number): void {
  if (there >= limit) throw fieldProblem('/name', 'too_many', 'conflict', { limit });
}

/** Won and lost stages, named as in the organization's first pipeline. */
function closingStages({ pipelines: [first] }: Organization, id: string): Stage[] {
  const closing = (meaning: 'won' | 'lost', color: Stage['color'], probability: number): Stage => {
    const name = first?.stages.find((stage) => stage.meaning === meaning)?.name ?? meaning;
    return { id: `${id}-${meaning}`, name, color, probability, meaning };
  };
  return [closing('won', 'green', 100), closing('lost', 'gray', 0)];
}

export async function update(
  context: Context,
  { pipelineId, body }: InputOf<Operations['update']>,
): Promise<Stored> {
  const before = await loadOrganization(context, context.orgId, context);
  const old = find(before, pipelineId);
  const inMotion = body.stages ? await stagesInMotion(context) : new Set<string>();
  const stages = body.stages ? arranged(old, body.stages, (id) => inMotion.has(id)) : old.stages;
  const pipeline = { ...old, name: body.name ?? old.name, stages };
  const gone = leftOut(old, stages);
  const counts = gone.length > 0 ? await stageCounts(context) : {};
  const moves = completeMoves(gone, stages, body.moves ?? {}, ({ id }) => counts[valueAttribute(id)] ?? 0);
  const replaced = before.pipelines.map((entry) => (entry.id === pipelineId ? pipeline : entry));
  return write(
    context,
    before,
    body.position === undefined ? replaced : movedTo(replaced, pipeline, body.position),
    pipeline,
    Object.keys(moves).length > 0 ? stageMoveJob(context, moves) : [],
  );
}

/** Stages that a job is still moving deals out of or into. */
async function stagesInMotion(context: Context): Promise<Set<string>> {
  const inMotion = await scheduledChangesInMotion(context, 'stageMove');
  return new Set(inMotion.flatMap((one) => Object.entries(one.moves).flat()));
}

/** Number of deals by stage, as far as they have been projected. */
async function stageCounts(context: Context): Promise<Record<string, number>> {
  const [counts = {}] = await readCounters(dealRecords, context, [wholeGroup]);
  return counts;
}

/** Archives a pipeline. The last one in use cannot be archived because new deals need one. */
export async function archive(
  context: Context,
  { pipelineId }: InputOf<Operations['archive']>,
): Promise<Stored> {
  const before = await loadOrganization(context, context.orgId, context);
  const old = find(before, pipelineId);
  if (!before.pipelines.some(({ id, retired }) => !retired && id !== pipelineId)) {
    throw new ProblemError('conflict', 'last_pipeline');
  }
  const pipeline: Pipeline = { ...old, retired: true };
  const replaced = before.pipelines.map((entry) => (entry.id === pipelineId ? pipeline : entry));
  return write(context, before, replaced, pipeline);
}

/** Finds a pipeline that isn't archived. */
function find({ pipelines: all }: Organization, id: string): Pipeline {
  const found = all.find((pipeline) => pipeline.id === id && !pipeline.retired);
  if (!found) throw new ProblemError('not_found');
  return found;
}

async function write(
  context: Context,
  before: Organization,
  changed: Pipeline[],
  pipeline: Pipeline,
  others: Action[] = [],
): Promise<Stored> {
  const { actions, after } = writing(context, before, changed, pipeline);
  if (actions.length === 0) return stored(before, pipeline);
  await transact(context, [...actions, ...others]);
  rememberSettings(after);
  return stored(after, pipeline);
}

/** The pipelines with one of them at another place among those in use, which come before the archived ones. */
function movedTo(all: readonly Pipeline[], moved: Pipeline, position: number): Pipeline[] {
  const inUse = all.filter((one) => !one.retired && one !== moved);
  return [...inUse.toSpliced(position, 0, moved), ...all.filter(({ retired }) => retired)];
}

const listed = ({ pipelines: all }: Organization, pipeline: Pipeline) => ({
  ...pipeline,
  isDefault: all.find(({ retired }) => !retired)?.id === pipeline.id,
});

const stored = (settings: Organization, pipeline: Pipeline): Stored => ({
  ...listed(settings, pipeline),
  version: settings.version,
});

/** The organization with its changed pipelines, and the actions that write it. Without a difference, there are none. */
function writing(
  context: Context,
  before: Organization,
  changed: Pipeline[],
  pipeline: Pipeline,
): { after: Organization; actions: Action[] } {
  const after: Organization = { ...before, pipelines: changed, ...nextVersion(before, context) };
  // The change item contains only this pipeline, because a call never changes others, and the order if it changed.
  const old = before.pipelines.find(({ id }) => id === pipeline.id);
  const isAdded = changed.length > before.pipelines.length;
  const orderOf = (all: readonly Pipeline[]) => all.map(({ id }) => id);
  const changes = differences(
    { pipelines: old, pipelineOrder: orderOf(isAdded ? changed : before.pipelines) },
    { pipelines: pipeline, pipelineOrder: orderOf(changed) },
    ['pipelines', 'pipelineOrder'],
  );
  return { after, actions: changes.length === 0 ? [] : organizationActions(context, before, after, changes) };
}
