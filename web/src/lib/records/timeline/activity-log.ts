import type { Activity } from '#contract/logged-activity.ts';
import { fieldErrorsOf } from '#contract/problem.ts';
import { tasks, type Task } from '#contract/task.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { createTask, followTasks, showTask, updateTask } from '#lib/tasks/tasks.ts';
import { noteActivity, type OfRecord } from '../entries.ts';
import { changeActivity } from './activities.ts';

type Body = Record<string, unknown>;

/** What a form of an activity has saved: an activity, or a task if it is planned. */
type Saved = { activity: Activity } | { planned: Task };

/** What was saved at once. */
export type Logged = Saved & { next?: Task };

/** Whether a moment is still to come. False for what isn't a moment. */
export const isAhead = (moment: unknown): boolean =>
  typeof moment === 'string' && Date.parse(moment) > Date.now();

const newKeys = () => ({
  activity: crypto.randomUUID(),
  planned: crypto.randomUUID(),
  next: crypto.randomUUID(),
});

/**
 * Logs an activity, or plans it as a task if its time is still to come, and then creates the task that comes next. If
 * that is refused, the first one stays, and the next try only changes it.
 */
export class ActivityLog {
  readonly #assigneeId: string | undefined;
  #saved: Saved | undefined;
  #keys = newKeys();

  /** `assigneeId` is who does what is planned. Without it, activities are only logged. */
  constructor(assigneeId: string | undefined) {
    this.#assigneeId = assigneeId;
  }

  /** What is saved already, although its next task isn't. */
  get saved(): Saved | undefined {
    return this.#saved;
  }

  /** `changeOf` is the change of an activity that is logged already. `next` is undefined if nothing comes next. */
  async send(
    record: OfRecord,
    body: Body,
    changeOf: (activity: Activity) => Body,
    next: Body | undefined,
  ): Promise<Logged> {
    if (next) checkTask(next);
    const task =
      this.#assigneeId && isAhead(body.date) ? plannedTask(record, body, this.#assigneeId) : undefined;
    await this.#takeBackOther(record, task !== undefined);
    const saved = task ? await this.#plan(record, task) : await this.#log(record, body, changeOf);
    this.#saved = saved;
    if (!next) return saved;
    try {
      return { ...saved, next: await createTask(record.orgId, next as never, this.#keys.next) };
    } catch (error) {
      throw withPointers(error, () => '/next');
    }
  }

  /** An activity that was logged can't become a task, nor a task an activity. */
  async #takeBackOther(record: OfRecord, isPlanned: boolean): Promise<void> {
    if (!this.#saved || 'planned' in this.#saved === isPlanned) return;
    await unlog(record, this.#saved);
    this.#saved = undefined;
    this.#keys = newKeys();
  }

  async #log(
    record: OfRecord,
    body: Body,
    changeOf: (activity: Activity) => Body,
  ): Promise<{ activity: Activity }> {
    const logged = this.#saved && 'activity' in this.#saved ? this.#saved.activity : undefined;
    const change = logged && changeOf(logged);
    if (logged && change && Object.keys(change).length > 0)
      return { activity: await changeActivity(record, logged, change) };
    const activity =
      logged ??
      (await client.activities.log(
        { ...record, body: body as never },
        { idempotencyKey: this.#keys.activity },
      ));
    noteActivity(record, activity);
    return { activity };
  }

  async #plan({ orgId }: OfRecord, task: PlannedTask): Promise<{ planned: Task }> {
    const before = this.#saved && 'planned' in this.#saved ? this.#saved.planned : undefined;
    const { title, notes = null, dueAt, durationMinutes = null, kindId } = task;
    const change = { title, notes, dueAt, durationMinutes, kindId };
    try {
      const planned = before
        ? await updateTask(orgId, before, change)
        : await createTask(orgId, task, this.#keys.planned);
      return { planned };
    } catch (error) {
      throw withPointers(error, (pointer) => fieldsOfPlans[pointer] ?? '');
    }
  }
}

/** The fields of the form by those of a task. Problems with others are shown for the form as a whole. */
const fieldsOfPlans: Readonly<Record<string, string>> = {
  '/title': '/title',
  '/notes': '/notes',
  '/dueAt': '/date',
  '/durationMinutes': '/durationMinutes',
  '/kindId': '/kind',
};

type PlannedTask = Parameters<typeof createTask>[1] & { kindId: string };

/** The task for an activity whose time is still to come. */
function plannedTask({ recordType, recordId }: OfRecord, activity: Body, assigneeId: string): PlannedTask {
  const { kind, kindId = kind, date: dueAt, outcomeId: _outcomeId, ...same } = activity;
  return { ...same, kindId, dueAt, assigneeId, recordType, recordId } as PlannedTask;
}

/** Refuses what the service would refuse, before the activity is logged. */
function checkTask(next: Body): void {
  const parsed = tasks.operations.create.body?.safeParse(next, { reportInput: true });
  if (!parsed || parsed.success) return;
  const errors = fieldErrorsOf(parsed.error.issues).map((one) => ({ message: '', ...one }));
  throw withPointers(new ApiProblem({ code: 'invalid_input', errors }), () => '/next');
}

/** An error with the pointers of the form's fields in place of those of a task. */
function withPointers(error: unknown, pointerOf: (pointer: string) => string): unknown {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return error;
  const { code, status, errors } = error;
  return new ApiProblem({
    code,
    status,
    errors: errors.map((one) => ({ message: '', ...one, pointer: pointerOf(one.pointer) })),
  });
}

async function removeTask(orgId: string, { id, version }: Task): Promise<void> {
  showTask(orgId, await client.tasks.delete({ orgId, id }, { version }), true);
  followTasks(orgId);
}

/** Takes back what was saved at once. */
export async function unlog(record: OfRecord, logged: Logged): Promise<void> {
  if (logged.next) await removeTask(record.orgId, logged.next);
  if ('planned' in logged) {
    await removeTask(record.orgId, logged.planned);
    return;
  }
  const { activity } = logged;
  const place = { ...record, activityId: activity.id };
  await client.activities.deleteLogged(place, { version: activity.version });
  noteActivity(record, activity, true);
}
