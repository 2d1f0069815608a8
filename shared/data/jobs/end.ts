import { ifEquals, under } from '../store/condition.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { Overtaken, type JobItem } from './job.ts';
import { endLaneActions, isLaneDone, readLanes, sumOf } from './lanes.ts';

/**
 * Attempts for the transaction that ends a job, more than usual because every step of the job's lanes can conflict with
 * it.
 */
const attemptsToEnd = 20;

/**
 * Cancels or stops an unfinished job. One transaction ends the job and all of its lanes, so the job changes nothing
 * afterwards. Throws `Overtaken` if the job has advanced to another state in the meantime.
 */
export async function endJob(
  session: Session,
  item: JobItem,
  state: 'cancelled' | 'stopped',
  now: string,
): Promise<void> {
  const actions = [
    stateAction(item, { state, finishedAt: now }),
    ...(item.state === 'running' ? endLaneActions(item, state) : []),
  ];
  await transact(session, actions, attemptsToEnd);
}

/**
 * Finishes a job if all of its lanes have ended, with their sums. Each run that ends a lane calls it, and so does a
 * repeated run after a crash; the first one finishes the job.
 */
export async function finishJob(session: Session, item: JobItem, now: string): Promise<void> {
  const lanes = await readLanes(session, item);
  if (!lanes.every(isLaneDone)) return;
  await transact(session, [stateAction(item, { state: 'done', finishedAt: now, ...sumOf(lanes) })]);
}

type NextState = Pick<JobItem, 'state'> & Partial<Pick<JobItem, 'finishedAt' | 'done' | 'failed'>>;

/** The action that moves a job to another state, on condition that it is still in the state and step that were read. */
function stateAction({ pk, sk, state, step }: JobItem, next: NextState): Action {
  const values = Object.entries(next);
  return {
    update: under(ifEquals({ state, step }), {
      Key: { pk, sk },
      UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')} REMOVE #cursor`,
      ExpressionAttributeNames: {
        '#cursor': 'cursor',
        ...Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    }),
    refuse: () => new Overtaken(),
  };
}
