import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Scope } from '#contract/role.ts';
import type { Context } from '../organization/context.ts';
import type { UserContext } from '../store/request-context.ts';
import { readSettings } from '../organization/settings.ts';
import { unrestrictedContext, presentContext } from '../organization/rights.ts';
import { causedBy, changeIdOf } from '../store/change.ts';
import { sleep } from '../store/retry.ts';
import { isTemporary } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { presentParams } from './present-params.ts';
import { freezeStep } from './freeze.ts';
import { endAction, isUnfinished, Overtaken, planOf, readJob, type JobItem, type JobPlan } from './job.ts';
import { kindOf, needsOf } from './kinds.ts';
import { nextRows, type Work } from './rows.ts';

/** Whether a job has more work, and after how many seconds to continue. */
export type Left = { more: false } | { more: true; afterSeconds: number };

const nothingLeft: Left = { more: false };

/**
 * Advances a job until it ends, or until `untilMs` (epoch milliseconds). A run can be interrupted at any point.
 * Concurrent runs are safe: a run stops when it finds that another run has advanced the job.
 */
export async function advanceJob(
  session: Session,
  orgId: string,
  jobId: string,
  untilMs: number,
): Promise<Left> {
  const now = new Date().toISOString();
  const item = await readJob(session, orgId, jobId, now);
  if (!item || !isUnfinished(item)) return nothingLeft;
  const plan = planOf(item);
  const waitMs = Date.parse(plan.startsAt ?? now) - Date.parse(now);
  if (waitMs > 0) return { more: true, afterSeconds: Math.ceil(waitMs / 1000) };
  try {
    return await steps(session, orgId, plan, item, untilMs);
  } catch (error) {
    if (error instanceof Overtaken) return nothingLeft;
    throw error;
  }
}

/** Runs one step after the other, each with current permissions and settings. */
async function steps(
  session: Session,
  orgId: string,
  plan: JobPlan,
  start: JobItem,
  untilMs: number,
): Promise<Left> {
  let { item, chunk, isSelected }: Pick<Work, 'item' | 'chunk' | 'isSelected'> = {
    item: start,
    chunk: undefined,
    isSelected: undefined,
  };
  while (isUnfinished(item) && Date.now() < untilMs) {
    const now = new Date().toISOString();
    const context = await contextFor(session, orgId, plan, now);
    if (!context) {
      await transact(session, [endAction(item, 'stopped', now)]);
      return nothingLeft;
    }
    const params = await presentParams(context, plan);
    try {
      if (item.state !== 'freezing') {
        const work: Work = { context, plan: { ...plan, params }, item, chunk, isSelected };
        await nextRows(work);
        ({ item, chunk, isSelected } = work);
      } else if (!(await kindOf(plan.kind).first?.(context, params as never))) {
        item = await freezeStep(context, item);
      }
    } catch (error) {
      if (!isLasting(error)) throw error;
      await transact(session, [endAction(item, 'stopped', now)]);
      return nothingLeft;
    }
    await rest(Date.now() - Date.parse(now));
  }
  return isUnfinished(item) ? { more: true, afterSeconds: 0 } : nothingLeft;
}

/** Whether a repeated step would end with the same error, such as when a team in the job's filter was deleted. */
const isLasting = (error: unknown): boolean => error instanceof ProblemError && !isTemporary(error);

/**
 * Minimum milliseconds from the start of one step to the start of the next. The interval limits a job to about 40
 * records a second, well below the 1,000 write units a second that DynamoDB allows for one partition of an index.
 */
const stepEveryMs = 50;

/**
 * Jobs share the table with other requests, so each step is followed by a pause that is as long as the step, or longer
 * after a fast step.
 */
const rest = (tookMs: number): Promise<void> => sleep(Math.max(tookMs, stepEveryMs - tookMs));

/**
 * The context of the next step. Undefined if the organization doesn't exist, or if the creator no longer has the
 * required permission in the scope with which the job was created.
 */
async function contextFor(
  session: Session,
  orgId: string,
  plan: JobPlan,
  now: string,
): Promise<Context | undefined> {
  const actor = { userId: plan.createdBy, ...(plan.apiKeyId ? { apiKeyId: plan.apiKeyId } : {}) };
  const cause = causedBy(changeIdOf({ id: plan.id, version: 1 }), plan.cause);
  const base: UserContext = { ...session, requestId: plan.id, now, actor, via: 'job', cause };
  const needs = needsOf(plan);
  if (needs === undefined) {
    const settings = await readSettings(session, orgId);
    return settings && unrestrictedContext(base, orgId, settings);
  }
  const context = await presentContext(base, orgId, plan.memberSince);
  const isEnough = plan.recordTypes.every((type) =>
    reaches(context?.scopeFor(`${type}:${needs}` as Permission), plan.scope),
  );
  return isEnough ? context : undefined;
}

const width: Record<Scope, number> = { own: 1, team: 2, all: 3 };

const reaches = (present: Scope | undefined, needed: Scope): boolean =>
  present !== undefined && width[present] >= width[needed];
