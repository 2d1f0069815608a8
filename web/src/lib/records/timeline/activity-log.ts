import type { Activity } from '#contract/activity.ts';
import { fieldErrorsOf } from '#contract/problem.ts';
import { tasks, type Task } from '#contract/task.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { followTasks, createTask, showTask } from '#lib/tasks/tasks.ts';
import { noteActivity, type OfRecord } from '../entries.ts';
import { changeActivity } from './activities.ts';

type Body = Record<string, unknown>;

/** What was logged at once. */
export interface Logged {
  activity: Activity;
  next?: Task;
}

/**
 * Logs an activity and then the task that comes next. If the task is refused, the activity stays logged, and the next try
 * only changes it.
 */
export class ActivityLog {
  #activity: Activity | undefined;
  readonly #keys = { activity: crypto.randomUUID(), next: crypto.randomUUID() };

  /** The activity that is logged already, although its task isn't. */
  get logged(): Activity | undefined {
    return this.#activity;
  }

  /** `changeOf` is the change of an activity that is logged already. `next` is undefined if nothing comes next. */
  async send(
    record: OfRecord,
    body: Body,
    changeOf: (activity: Activity) => Body,
    next: Body | undefined,
  ): Promise<Logged> {
    if (next) checkTask(next);
    this.#activity = await this.#log(record, body, changeOf);
    noteActivity(record, this.#activity);
    const activity = this.#activity;
    if (!next) return { activity };
    try {
      return { activity, next: await createTask(record.orgId, next as never, this.#keys.next) };
    } catch (error) {
      throw atNext(error);
    }
  }

  #log(record: OfRecord, body: Body, changeOf: (activity: Activity) => Body): Promise<Activity> {
    const logged = this.#activity;
    if (!logged)
      return client.activities.create(
        { ...record, body: body as never },
        { idempotencyKey: this.#keys.activity },
      );
    const change = changeOf(logged);
    return Object.keys(change).length > 0 ? changeActivity(record, logged, change) : Promise.resolve(logged);
  }
}

/** Refuses what the service would refuse, before the activity is logged. */
function checkTask(next: Body): void {
  const parsed = tasks.operations.create.body?.safeParse(next, { reportInput: true });
  if (!parsed || parsed.success) return;
  const errors = fieldErrorsOf(parsed.error.issues).map((one) => ({ message: '', ...one }));
  throw atNext(new ApiProblem({ code: 'invalid_input', errors }));
}

/** Errors in the values of the next task belong to the line that it was read from. */
function atNext(error: unknown): unknown {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return error;
  const { code, status, errors } = error;
  return new ApiProblem({
    code,
    status,
    errors: errors.map((one) => ({ message: '', ...one, pointer: '/next' })),
  });
}

/** Takes back what was logged at once. */
export async function unlog(record: OfRecord, { activity, next }: Logged): Promise<void> {
  const { orgId } = record;
  if (next) {
    showTask(orgId, await client.tasks.delete({ orgId, id: next.id }, { version: next.version }), true);
    followTasks(orgId);
  }
  const place = { ...record, activityId: activity.id };
  await client.activities.delete(place, { version: activity.version });
  noteActivity(record, activity, true);
}
