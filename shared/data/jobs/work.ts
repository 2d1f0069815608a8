import { ProblemError } from '#contract/problem.ts';
import { covers } from '#contract/record-access.ts';
import type { Context } from '../organization/context.ts';
import type { UserContext } from '../store/request-context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { readSettings } from '../organization/settings.ts';
import { unrestrictedContext, presentContext } from '../organization/rights.ts';
import { causedBy, changeIdOf } from '../store/change.ts';
import { isTemporary } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { withinBudget } from '../store/write-budget.ts';
import { presentParams } from './present-params.ts';
import { freezeStep } from './freeze.ts';
import { endJob, finishJob, hasNextPass } from './end.ts';
import {
  changeOf,
  isUnfinished,
  jobPermission,
  Overtaken,
  planOf,
  readJob,
  type JobItem,
  type JobPlan,
} from './job.ts';
import { kindOf, needsOf } from './kinds.ts';
import { rowsPerTurn, takeRows } from './job-rate.ts';
import { isLaneDone, positionOf, readLanes } from './lanes.ts';
import type { Work } from './row-subject.ts';
import { nextRows, rowsMax } from './rows.ts';

/** A message about a job: about one of its lanes, or without `lane`, about the job as a whole. */
export interface JobMessage {
  orgId: string;
  jobId: string;
  lane?: number;
  /** Since when the message could be received, in epoch milliseconds. Messages of `relay` and reminders have none. */
  dueAtMs?: number;
}

/** A message to send so that a job continues. */
export interface Next {
  message: JobMessage;
  afterSeconds: number;
}

/**
 * Advances a job, or one of its lanes, until it ends, or until `untilMs` (epoch milliseconds). Returns the messages with
 * which the job continues. A run can be interrupted at any point. Concurrent runs are safe: a run stops when it finds
 * that another run has advanced the same lane.
 */
export async function advanceJob(session: Session, message: JobMessage, untilMs: number): Promise<Next[]> {
  const now = new Date().toISOString();
  const item = await readJob(session, message.orgId, message.jobId, now);
  if (!item || !isUnfinished(item)) return [];
  const plan = planOf(item);
  const waitMs = startOf(plan) - Date.parse(now);
  if (waitMs > 0) return [{ message, afterSeconds: Math.ceil(waitMs / 1000) }];
  const run: Run = { session, message, plan, untilMs, settingsOf: readOnce() };
  try {
    if (item.state === 'freezing' && message.lane === undefined) return await freeze(run, item);
    // The run that ended the last lane can have crashed before it sent this message.
    if (item.state === 'freezing') return [wholeJob(message)];
    if (item.lanes && message.lane === undefined) return await startLanes(run, item);
    return await runLane(run, item);
  } catch (error) {
    if (error instanceof Overtaken || error instanceof Paused) return [];
    throw error;
  }
}

/**
 * The organization is being deleted, so its jobs wait. If it is restored, the checks of their progress continue them.
 */
class Paused extends Error {}

/** Until then, functions can write records under the settings before a scheduled change. */
const settleSeconds = Number(process.env.SETTLE_SECONDS ?? 0);

function startOf({ createdAt, isScheduledChange, startsAt = createdAt }: JobPlan): number {
  return Date.parse(startsAt) + (isScheduledChange ? settleSeconds * 1000 : 0);
}

interface Run {
  session: Session;
  message: JobMessage;
  plan: JobPlan;
  untilMs: number;
  /** The settings as they were at the run's first step. A run is shorter than the time for which the API caches them. */
  settingsOf: typeof readSettings;
}

function readOnce(): typeof readSettings {
  let settings: ReturnType<typeof readSettings> | undefined;
  return (session, orgId) => (settings ??= readSettings(session, orgId));
}

const continued = ({ message }: Run): Next[] => [{ message, afterSeconds: 0 }];

/** Stores the ids of the job's records, step by step. */
async function freeze(run: Run, start: JobItem): Promise<Next[]> {
  const { plan } = run;
  let item = start;
  while (item.state === 'freezing' && Date.now() < run.untilMs) {
    const canContinue = await step(run, item, async (context) => {
      const params = await presentParams(context, plan, item.passes);
      if (!(await kindOf(plan.kind).first?.(context, params as never)))
        item = await freezeStep(context, item);
    });
    if (!canContinue) return [];
  }
  if (!isUnfinished(item)) return [];
  return item.state === 'running' && item.lanes ? startLanes(run, item) : continued(run);
}

/** A message for each lane with work left. If there is none, a run crashed before it could finish the job. */
async function startLanes(run: Run, item: JobItem): Promise<Next[]> {
  const { session, message } = run;
  const left = (await readLanes(session, item)).filter((lane) => !isLaneDone(lane));
  if (left.length === 0) return finish(run, item);
  return left.flatMap(({ number }) =>
    number === undefined ? [] : { message: { ...message, lane: number }, afterSeconds: 0 },
  );
}

/** For how much longer a run uses the records that it has taken from the organization's rate, instead of losing them. */
const overtimeMs = 5_000;

/**
 * Processes some records of a lane, step by step, and finishes the job with its last lane. The lane's next message goes
 * to the end of the queue, so that the lanes of all organizations take turns.
 */
async function runLane(run: Run, item: JobItem): Promise<Next[]> {
  const { session, plan, message } = run;
  const lanes = await readLanes(session, item);
  const lane = lanes.find(({ number }) => number === message.lane);
  if (!lane) return [];
  const canPostpone = lane.postponed !== undefined && hasNextPass(item);
  const end = Math.min(lane.total, positionOf(lane) + rowsPerTurn);
  const kept: Kept = {
    lane,
    canPostpone,
    chunk: undefined,
    planned: undefined,
    isSelected: undefined,
    rows: rowsMax,
    end,
  };
  const waitMs = await takeRows(session, message.orgId, end - positionOf(lane), message.dueAtMs);
  if (waitMs !== undefined) return [{ message, afterSeconds: Math.ceil(waitMs / 1000) }];
  while (positionOf(kept.lane) < end && Date.now() < run.untilMs + overtimeMs) {
    const canContinue = await step(run, item, async (context) => {
      const params = await presentParams(context, plan, item.passes);
      const work: Work = { ...kept, context, plan: { ...plan, params } };
      await nextRows(work);
      const { lane, chunk, planned, isSelected, rows } = work;
      Object.assign(kept, { lane, chunk, planned, isSelected, rows });
    });
    if (!canContinue) return [];
  }
  if (!isLaneDone(kept.lane)) return continued(run);
  return item.lanes ? finish(run, item) : [];
}

/** Finishes the job if no lane has work left. A scheduled change continues with a message about the job as a whole. */
async function finish(run: Run, item: JobItem): Promise<Next[]> {
  const { session, plan, message } = run;
  const now = new Date().toISOString();
  const context = kindOf(plan.kind).last && (await contextFor(run, now));
  const continues = await finishJob(session, item, now, context);
  return continues ? [wholeJob(message)] : [];
}

const wholeJob = ({ orgId, jobId }: JobMessage): Next => ({ message: { orgId, jobId }, afterSeconds: 0 });

/** What a run keeps from one step to the next. */
type Kept = Pick<Work, 'lane' | 'canPostpone' | 'chunk' | 'planned' | 'isSelected' | 'rows' | 'end'>;

/**
 * Runs one step with current permissions and settings. Returns whether the job can continue; otherwise, it was stopped.
 */
async function step(run: Run, item: JobItem, work: (context: Context) => Promise<void>): Promise<boolean> {
  const now = new Date().toISOString();
  const context = await contextFor(run, now);
  try {
    if (context) {
      await withinBudget(run.session, () => work(context));
      return true;
    }
  } catch (error) {
    if (!isLasting(error)) throw error;
  }
  await endJob(run.session, item, 'stopped', now);
  return false;
}

/** Whether a repeated step would end with the same error, such as when a team in the job's filter was deleted. */
const isLasting = (error: unknown): boolean => error instanceof ProblemError && !isTemporary(error);

/**
 * The context of the next step. Undefined if the organization doesn't exist, or if the creator no longer has the
 * required permission in the scope with which the job was created.
 */
async function contextFor(
  { session, message: { orgId }, plan, settingsOf }: Run,
  now: string,
): Promise<Context | undefined> {
  const actor = { userId: plan.createdBy, ...(plan.apiKeyId ? { apiKeyId: plan.apiKeyId } : {}) };
  const cause = causedBy(changeIdOf({ id: plan.id, version: 1 }), plan.cause);
  const base: UserContext = { ...session, requestId: plan.id, now, actor, via: 'job', cause };
  const needs = needsOf(plan);
  if (needs === undefined) {
    const settings = await settingsOf(session, orgId);
    if (!settings && (await isBeingDeleted(session, orgId))) throw new Paused();
    return settings && unrestrictedContext(base, orgId, settings);
  }
  const context = await presentContext(base, orgId, plan.memberSince, settingsOf);
  if (!context && (await isBeingDeleted(session, orgId))) throw new Paused();
  const job = { kind: plan.kind, change: changeOf(plan.kind, plan.params) };
  const isEnough = plan.recordTypes.every((type) =>
    covers(context?.scopeFor(jobPermission(job, type, needs)), plan.scope),
  );
  return isEnough ? context : undefined;
}
