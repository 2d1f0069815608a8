import type { InfiniteData } from '@tanstack/svelte-query';
import type { Page } from '#contract/page.ts';
import type { Task, TaskView } from '#contract/task.ts';
import { client } from '#lib/api/client.ts';
import { isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { readAgainSoon } from '#lib/api/read-again-soon.ts';
import { lagMilliseconds } from '#lib/api/recent-writes.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { noteTask } from '#lib/records/entries.ts';
import { waitingQueries } from '#lib/api/waiting-queries.ts';

type TaskBody = Parameters<typeof client.tasks.create>[0]['body'];
type TaskPatch = Parameters<typeof client.tasks.update>[0]['body'];

export const tasksKey = (orgId: string) => [orgId, 'tasks'];

/** Tasks that this tab has written, which are applied to responses while these can lack them. */
const own = new Map<string, { orgId: string; task: Task; isGone: boolean; at: number }>();

/** Storage key of a task form's draft. For a new task, `id` is the ID of the record that it belongs to, or `new`. */
export const taskDraft = (orgId: string, id: string) => `cobalt.draft ${orgId} task ${id}`;

/**
 * A page of tasks with this tab's recent writes applied. Missing tasks are added to the first page if `belongs` returns
 * true. If `stays` returns true, a changed task stays in the list even if it no longer belongs there.
 */
export function withOwnTasks(
  orgId: string,
  page: Page<Task>,
  belongs: (task: Task) => boolean,
  isFirst: boolean,
  stays: (id: string) => boolean = () => false,
): Page<Task> {
  let { items } = page;
  for (const write of own.values()) {
    if (write.orgId !== orgId) continue;
    const { task, isGone, at } = write;
    if (items.some((other) => other.id === task.id && other.version > task.version)) continue;
    const isKept = stays(task.id);
    if (Date.now() - at > lagMilliseconds && !isKept) continue;
    items = items.filter((other) => other.id !== task.id);
    if (!isGone && isFirst && (isKept || belongs(task))) items = [...items, task];
  }
  return items === page.items ? page : { ...page, items };
}

/** Shows a task as this tab has written it, wherever tasks are shown. */
export function showTask(orgId: string, task: Task, isGone = false): void {
  own.set(task.id, { orgId, task, isGone, at: Date.now() });
  noteTask(orgId, task, isGone);
  queryClient.setQueriesData<InfiniteData<Page<Task>>>({ queryKey: [...tasksKey(orgId), 'list'] }, (data) => {
    if (!data) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      items: isGone
        ? page.items.filter((other) => other.id !== task.id)
        : page.items.map((other) => (other.id === task.id ? titled(task, other) : other)),
    }));
    return { ...data, pages };
  });
  showInCalendars(orgId, task, isGone);
}

/** A task as it was written, with the title of its record as it was listed. What was cleared isn't kept. */
const titled = (task: Task, { recordTitle = task.recordTitle }: Task): Task =>
  recordTitle ? { recordTitle, ...task } : task;

export interface CalendarTasks {
  tasks: Task[];
  /** Whether there are more tasks than were loaded. */
  hasMore: boolean;
}
/** `hasTitles`: whether the titles of records are read as well. */
export const calendarKey = (
  orgId: string,
  assigneeId: string,
  from: string,
  to: string,
  hasTitles: boolean,
) => [orgId, 'tasks', 'span', assigneeId, from, to, hasTitles] as const;

function showInCalendars(orgId: string, task: Task, isGone: boolean): void {
  const loaded = queryClient.getQueriesData<CalendarTasks>({ queryKey: [...tasksKey(orgId), 'span'] });
  for (const [queryKey, data] of loaded) {
    const [, , , assigneeId, from, to] = queryKey as ReturnType<typeof calendarKey>;
    if (!data) continue;
    const before = data.tasks.find(({ id }) => id === task.id);
    const isHere = !isGone && task.assigneeId === assigneeId && task.dueAt >= from && task.dueAt < to;
    if (!before && !isHere) continue;
    const shown = before ? titled(task, before) : task;
    const others = data.tasks.filter((other) => other !== before);
    queryClient.setQueryData(queryKey, { ...data, tasks: isHere ? [...others, shown] : others });
  }
}

/** Fetches lists with tasks again. */
export function followTasks(orgId: string): void {
  void queryClient.invalidateQueries({ queryKey: tasksKey(orgId) });
  // Tasks are records of the type `activity`, which have lists and pages of their own.
  void queryClient.invalidateQueries({ queryKey: [orgId, 'activities'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'], refetchType: 'none' });
  // Which records lack a next step follows from their tasks, a moment later.
  readAgainSoon(waitingQueries(orgId));
}

export async function createTask(orgId: string, body: TaskBody, idempotencyKey: string): Promise<Task> {
  const task = await client.tasks.create({ orgId, body }, { idempotencyKey });
  showTask(orgId, task);
  followTasks(orgId);
  return task;
}

export async function updateTask(orgId: string, task: Task, patch: TaskPatch): Promise<Task> {
  const after = await sendTask(orgId, task, patch);
  showTask(orgId, { ...after, ...(task.recordTitle ? { recordTitle: task.recordTitle } : {}) });
  followTasks(orgId);
  return after;
}

/** Updates a task. A patch that only completes or reopens it applies even if someone else has changed the task. */
export async function sendTask(orgId: string, task: Task, patch: TaskPatch): Promise<Task> {
  const input = { orgId, id: task.id, body: patch };
  try {
    return await client.tasks.update(input, { version: task.version });
  } catch (error) {
    const isOnlyTick = Object.keys(patch).join() === 'done';
    if (!isOnlyTick || !isStale(error)) throw error;
    const current = await client.tasks.get({ orgId, id: task.id });
    return client.tasks.update(input, { version: current.version });
  }
}

/** A task that was listed, with its notes. */
export async function wholeTask(orgId: string, { id, recordTitle }: Task): Promise<Task> {
  return { ...(await client.tasks.get({ orgId, id })), ...(recordTitle ? { recordTitle } : {}) };
}

/** Completes or reopens a task. Shows the change immediately and offers to undo it. */
export async function tickTask(orgId: string, task: Task, done: boolean): Promise<void> {
  const { doneAt: _, ...open } = task;
  showTask(orgId, done ? { ...task, doneAt: new Date().toISOString() } : open);
  try {
    const after = await updateTask(orgId, task, { done });
    const titled = { ...after, ...(task.recordTitle ? { recordTitle: task.recordTitle } : {}) };
    toast({
      text: done ? t.tasks.done(task.title) : t.tasks.undone(task.title),
      undo: () => void tickTask(orgId, titled, !done),
    });
  } catch (error) {
    showTask(orgId, task);
    followTasks(orgId);
    toast({ text: refusalText(error), tone: 'failed' });
  }
}

export async function deleteTask(orgId: string, task: Task): Promise<void> {
  try {
    showTask(orgId, await client.tasks.delete({ orgId, id: task.id }, { version: task.version }), true);
    followTasks(orgId);
    toast({ text: t.tasks.deleted(task.title), undo: () => void restoreTask(orgId, task) });
  } catch (error) {
    // Someone else may have changed the task, so the lists are refetched.
    followTasks(orgId);
    toast({ text: refusalText(error), tone: 'failed' });
  }
}

async function restoreTask(orgId: string, task: Task): Promise<void> {
  try {
    showTask(orgId, await client.tasks.restore({ orgId, id: task.id }));
    followTasks(orgId);
  } catch (error) {
    toast({ text: refusalText(error), tone: 'failed' });
  }
}

/** Whether a task is past its due time and not done. */
export const isOverdue = ({ doneAt, dueAt }: Pick<Task, 'doneAt' | 'dueAt'>): boolean =>
  doneAt === undefined && Date.parse(dueAt) < Date.now();

/** Whether a task belongs to a view. `dayOf` returns the date of an instant in the organization's time zone. */
export function belongsTo(view: TaskView, task: Task, dayOf: (moment: string | Date) => string): boolean {
  if (view === 'done') return task.doneAt !== undefined;
  if (task.doneAt !== undefined) return false;
  if (view === 'overdue') return isOverdue(task);
  if (view === 'today') return dayOf(task.dueAt) === dayOf(new Date());
  return view === 'open' || dayOf(task.dueAt) > dayOf(new Date());
}
