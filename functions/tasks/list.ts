import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Page } from '#contract/page.ts';
import type { Task, tasks as resource, TaskView } from '#contract/task.ts';
import type { Context } from '#data/context.ts';
import { dayOf } from '#data/day.ts';
import { indexName, tasksPartition } from '#data/keys.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { reachOf } from '#data/records/read.ts';
import { query } from '#data/table.ts';
import type { StoredTask } from '#data/task.ts';
import { withRecordTitles } from './record-titles.ts';

type Input = InputOf<(typeof resource)['operations']['list']>;

/** Which tasks a request is about: of whom, open or done, due from an instant on and before another. */
interface Wanted {
  partitions: string[];
  from: string;
  to: string;
  descending: boolean;
}

interface IndexRow {
  g1sk: string;
  row: string;
}

/** Sorts before and after every instant that a task can be due at. */
const first = '0';
const last = '9';

/** One Query for each assignee (and for a span of time two: open ones, done ones), merged by due time. */
export async function list(context: Context, input: Input): Promise<Page<Task>> {
  const { limit = limits.pageSizeDefault } = input;
  const wanted = wantedOf(context, input);
  const hash = listHash(['tasks', input.view, input.from, input.to, input.assigneeId]);
  const start = decodeCursor(hash, input.cursor);
  const position = start && `${start.sortValue}#${start.id}`;
  const strands = await Promise.all(
    wanted.partitions.map((partition) => readStrand(context, wanted, partition, position, limit + 1)),
  );
  const before = (a: IndexRow, b: IndexRow) => (a.g1sk < b.g1sk === wanted.descending ? 1 : -1);
  const rows = strands.flat().sort(before);
  const page = rows.slice(0, limit).map(({ row }) => JSON.parse(row) as StoredTask);
  const end = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: await withRecordTitles(context, page),
    ...(end ? { nextCursor: encodeCursor(hash, { sortValue: end.dueAt, id: end.id }) } : {}),
    total: page.length,
    totalIsExact: end === undefined && start === undefined,
  };
}

function wantedOf(context: Context, { view, from = first, to = last, assigneeId }: Input): Wanted {
  const reach = reachOf(context, context.scope);
  const named = [...new Set(assigneeId ?? [context.actor.userId])];
  const assignees = named.filter((id) => reach === 'all' || reach.includes(id));
  const isSpan = view === undefined && (from !== first || to !== last);
  const states = isSpan ? [false, true] : [view === 'done'];
  const bounds = boundsOf(context, view);
  return {
    partitions: assignees.flatMap((id) => states.map((done) => tasksPartition(context.orgId, id, done))),
    from: from > bounds.from ? from : bounds.from,
    to: to < bounds.to ? to : bounds.to,
    descending: view === 'done',
  };
}

/** The instants between which a view's tasks are due. */
function boundsOf({ settings, now }: Context, view: TaskView | undefined): { from: string; to: string } {
  const { start, end } = dayOf(settings.timeZone, now);
  if (view === 'today') return { from: start, to: end };
  if (view === 'overdue') return { from: first, to: now };
  if (view === 'upcoming') return { from: end, to: last };
  return { from: first, to: last };
}

/** Rows of one partition behind a position. A sort key is the due time, `#` and the id: `~` sorts after any id. */
async function readStrand(
  context: Context,
  { from, to, descending }: Wanted,
  partition: string,
  position: string | undefined,
  most: number,
): Promise<IndexRow[]> {
  const low = position && !descending ? `${position}~` : from;
  const high = position && descending ? position : to;
  if (low > high) return [];
  const { items } = await query<IndexRow>(context, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk AND g1sk BETWEEN :low AND :high',
    ExpressionAttributeNames: { '#row': 'row' },
    ExpressionAttributeValues: { ':pk': partition, ':low': low, ':high': high },
    ProjectionExpression: 'g1sk, #row',
    ScanIndexForward: !descending,
    // The bounds include the position itself, which was shown before.
    Limit: most + 1,
  });
  return items.filter(({ g1sk }) => g1sk !== position).slice(0, most);
}
