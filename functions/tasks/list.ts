import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Page } from '#contract/page.ts';
import type { Task, tasks as resource, TaskView } from '#contract/task.ts';
import type { Context } from '#data/organization/context.ts';
import { dayOf } from '#data/values/day.ts';
import { activityIn } from '#data/records/activity.ts';
import { ownActivitiesPartition } from '#data/store/keys.ts';
import { readMergedPage, type MergedLists } from '#data/records/merged-lists.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { ownersOf } from '#data/records/read.ts';
import { shownTasks } from './shown-tasks.ts';

type Input = InputOf<(typeof resource)['operations']['list']>;

/** Sort keys before and after every possible due time. */
const first = '0';
const last = '9';

/**
 * Lists tasks by due time, merging one list per assignee and state. With a time span and no view, it includes both open
 * and done tasks.
 */
export async function list(context: Context, input: Input): Promise<Page<Task>> {
  const { limit = limits.pageSizeDefault } = input;
  const hash = listHash(['tasks', input.view, input.from, input.to, input.assigneeId]);
  const start = decodeCursor(hash, input.cursor);
  const { entries, next } = await readMergedPage(context, listsOf(context, input), limit, start);
  return {
    items: await shownTasks(context, entries.map(activityIn), input.titles !== 'false'),
    ...(next ? { nextCursor: encodeCursor(hash, next) } : {}),
    total: entries.length,
    totalIsExact: next === undefined && start === undefined,
  };
}

/**
 * One list per assignee and state (open or done), for a half-open span of due times. Keys have a suffix, so none equals
 * a bare timestamp.
 */
function listsOf(context: Context, { view, from = first, to = last, assigneeId }: Input): MergedLists {
  const reached = ownersOf(context, context.scope);
  const named = [...new Set(assigneeId ?? [context.actor.userId])];
  const assignees = named.filter((id) => reached === 'all' || reached.includes(id));
  const isSpan = view === undefined && (from !== first || to !== last);
  const states = isSpan ? [false, true] : [view === 'done'];
  const bounds = boundsOf(context, view);
  return {
    index: 'g1',
    partitions: assignees.flatMap((id) =>
      states.map((done) => ownActivitiesPartition(context.orgId, id, done)),
    ),
    span: { from: from > bounds.from ? from : bounds.from, to: to < bounds.to ? to : bounds.to },
    descending: view === 'done',
  };
}

/** The span of due times that a view shows. */
function boundsOf({ settings, now }: Context, view: TaskView | undefined): { from: string; to: string } {
  const { start, end } = dayOf(settings.timeZone, now);
  if (view === 'today') return { from: start, to: end };
  if (view === 'overdue') return { from: first, to: now };
  if (view === 'upcoming') return { from: end, to: last };
  return { from: first, to: last };
}
