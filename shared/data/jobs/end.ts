import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { ifEquals, under } from '../store/condition.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { Overtaken, planOf, updateOf, type JobItem, type JobPlan, type JobProgress } from './job.ts';
import { kindOf } from './kinds.ts';
import { endLaneActions, isLaneDone, positionOf, readLanes, sumOf } from './lanes.ts';
import { actionsAfterEnd } from './start-next-import.ts';

/**
 * Attempts for the transaction that ends a job, more than usual because every step of the job's lanes can conflict with
 * it.
 */
const attemptsToEnd = 20;

/**
 * Cancels or stops an unfinished job. One transaction ends the job and all of its lanes, so the job changes nothing
 * afterwards. `counted` is what the last step has counted. Throws `Overtaken` if the job has advanced to another state in
 * the meantime.
 */
export async function endJob(
  session: Session,
  item: JobItem,
  state: 'cancelled' | 'stopped',
  now: string,
  counted: Pick<Partial<JobProgress>, 'total'> = {},
): Promise<void> {
  const actions = [
    stateAction(item, { ...counted, state, finishedAt: now }),
    ...(item.state === 'running' ? endLaneActions(item, state) : []),
  ];
  await writeWith(
    (all) => transact(session, all, attemptsToEnd),
    actions,
    () => actionsAfterEnd(session, item.org, item, now),
  );
}

/**
 * How often a scheduled change is applied at most. Writes with the previous settings, which can leave records to find,
 * have ended by the second time.
 */
const passesMax = 3;

/** Whether a job will look for records once more after its lanes have ended. */
export function hasNextPass(item: JobItem, failed = 0): boolean {
  const { kind, isScheduledChange } = planOf(item);
  const isOver = failed > 0 && kindOf(kind).isAllOrNothing;
  return isScheduledChange === true && !isOver && (item.passes ?? 0) + 1 < passesMax;
}

/** Whether a job whose lanes have ended continues with the records of its next source. */
function hasNextSource(item: JobItem): boolean {
  const { kind, sources } = planOf(item);
  return kindOf(kind).isInOrder === true && item.source < sources.length;
}

/** Attempts to write the last actions of a job while other requests change what they change. */
const attemptsLast = 10;

/** Writes the actions that end a job, with the last actions of its kind. */
export async function writeEnd(context: Context, plan: JobPlan, actions: readonly Action[]): Promise<void> {
  const { last } = kindOf(plan.kind);
  await writeWith(
    (all) => transact(context, all),
    actions,
    async () => (await last?.(context, plan)) ?? [],
  );
}

/** Writes actions with others that are prepared again as long as somebody else changes what they change. */
async function writeWith(
  write: (all: readonly Action[]) => Promise<void>,
  actions: readonly Action[],
  prepare: () => Promise<readonly Action[]>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write([...actions, ...(await prepare())]);
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'precondition_failed') throw error;
      if (attempt === attemptsLast) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

/**
 * Finishes a job if all of its lanes have ended, with their sums. A scheduled change looks for records once more instead,
 * because slow writes can have used the previous settings; it is done when it finds none. Each run that ends a lane
 * calls this, and so does a repeated run after a crash; the first one has an effect. Returns whether the job continues.
 */
export async function finishJob(
  session: Session,
  item: JobItem,
  now: string,
  context?: Context,
): Promise<boolean> {
  const lanes = await readLanes(session, item);
  if (!lanes.every(isLaneDone)) return false;
  const sum = sumOf(lanes);
  const next = nextState(item, sum.failed, now);
  const continues = next.state === 'freezing';
  // Records that were left to the next pass are counted when it finds them.
  const actions = [stateAction(item, { ...next, ...sum, total: positionOf(sum) })];
  if (continues) await transact(session, actions);
  else if (context) await writeEnd(context, planOf(item), actions);
  else
    await writeWith(
      (all) => transact(session, all),
      actions,
      () => actionsAfterEnd(session, item.org, item, now),
    );
  return continues;
}

/** The state after the last record of all lanes: the next source, the next pass, or the end. */
function nextState(item: JobItem, failed: number, now: string): NextState {
  const freezing = { state: 'freezing', step: item.step + 1 } as const;
  if (hasNextSource(item)) return freezing;
  if (hasNextPass(item, failed))
    return { ...freezing, source: 0, passes: (item.passes ?? 0) + 1, found: item.found ?? item.total };
  return { state: 'done', finishedAt: now };
}

type NextState = Pick<JobItem, 'state'> & Partial<JobProgress>;

/** The action that moves a job to another state, on condition that it is still in the state and step that were read. */
function stateAction(item: JobItem, next: NextState): Action {
  const { state, step } = item;
  return {
    update: under(ifEquals({ state, step }), updateOf(item, { ...next, cursor: undefined })),
    refuse: () => new Overtaken(),
  };
}
