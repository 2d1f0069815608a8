import type { RecordReference } from '#contract/about.ts';
import type { Member } from '#contract/member.ts';
import {
  activityActions,
  retryTallyConflicts,
  tallyMore,
  type StoredActivity,
} from '#data/entries/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { entryChangeKey, type Key } from '#data/store/keys.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { activityRecords } from '#data/records/activity.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { actionsOf, recreation } from '#data/records/write.ts';
import type { Parent } from '#data/records/read.ts';
import { getItems } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { appointment, atWork } from './hours.ts';
import { dayMs, pick, seededRandom } from './random.ts';
import type { DemoContent } from './content/content.ts';
import type { WorkTime } from './work-time.ts';

/** A record to add activities and tasks to. */
export interface DemoRecord {
  definition: RecordDefinition;
  record: AnyRecord;
}

const tasksMade = 60;
/**
 * Maximum number of activities per record. They must fit into one transaction with the update of the record's activity
 * count.
 */
const perRecordMax = 4;
const actionsTogether = 80;
const answeredWithinDays = 3;

/** Adds activities to most records, dated between the record's creation and now, until the time budget runs out. */
export async function addDemoActivities(
  context: Context,
  content: DemoContent,
  records: readonly DemoRecord[],
  members: readonly Member[],
  time: WorkTime,
): Promise<number> {
  const random = seededRandom(11);
  const planned = records.flatMap(({ definition, record }) => {
    const parent: Parent = { definition, record, key: keyOf(definition, context.orgId, record.id) };
    const made = Array.from({ length: Math.floor(random() * (perRecordMax + 0.6)) }, (_, index) =>
      demoActivity(context, content, random, parent, members, index),
    );
    return made.length > 0 ? [{ parent, made }] : [];
  });
  const firstChanges = planned.map(({ parent, made }) => entryChangeKey(parent.key, made[0]?.id ?? '', 1));
  const exists = await findExisting(context, firstChanges);
  const missing = planned.filter((_, index) => !exists[index]);
  let added = 0;
  const rest = grouped(missing).values();
  const lane = async () => {
    for (const group of rest) {
      await retryTallyConflicts(async () => {
        const actions = await Promise.all(group.map((entry) => actionsOfOne(context, entry)));
        await transact(context, actions.flat());
      });
      added += group.reduce((sum, { made }) => sum + made.length, 0);
      if (time.isOver()) return;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return added;
}

interface PlannedActivity {
  parent: Parent;
  made: StoredActivity[];
}

/**
 * Groups records whose activities fit into one transaction. An activity takes two actions, and a record's activity
 * count takes one.
 */
function grouped(all: readonly PlannedActivity[]): PlannedActivity[][] {
  const groups: PlannedActivity[][] = [];
  let size = actionsTogether;
  for (const planned of all) {
    const actions = 1 + 2 * planned.made.length;
    if (size + actions > actionsTogether) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(planned);
    size += actions;
  }
  return groups;
}

/** The actions that add one record's activities and update its activity count. */
async function actionsOfOne(context: Context, { parent, made }: PlannedActivity): Promise<Action[]> {
  const dates = made.map(({ date }) => date);
  const tally = await tallyMore(context, parent.key, dates);
  const actions = made.flatMap((activity) => {
    const then = { ...context, now: activity.createdAt, actor: { userId: activity.userId } };
    return activityActions(then, parent, undefined, activity, 'created', []);
  });
  return [tally, ...actions];
}

async function findExisting(context: Context, keys: readonly Key[]): Promise<boolean[]> {
  const items = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
  return items.map((item) => item !== undefined);
}

/** Runs transactions that have no items in common, four at a time. */
async function transactAll(context: Context, groups: readonly Action[][]): Promise<void> {
  const rest = groups.values();
  const lane = async () => {
    for (const actions of rest) await transact(context, actions);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

function demoActivity(
  context: Context,
  content: DemoContent,
  random: () => number,
  { definition, record }: Parent,
  members: readonly Member[],
  index: number,
): StoredActivity {
  const made = Date.parse(record.createdAt);
  const age = Date.parse(context.now) - made;
  // The first activity is within a few days of the record's creation, often on the same day. Later ones are at any time
  // between the creation and now.
  const after = index === 0 ? random() ** 2 * Math.min(age, answeredWithinDays * dayMs) : random() * age;
  const date = atWork(random, made + after, context, record.createdAt);
  const kind = pick(random, ['call', 'call', 'email', 'email', 'meeting', 'note', 'task'] as const);
  const member = members.find(({ userId }) => userId === record.ownerId) ?? pick(random, members);
  return {
    id: derivedId(context.orgId, `activity ${record.id} ${index}`),
    version: 1,
    recordType: definition.type.name,
    recordId: record.id,
    kind,
    title: pick(random, content.activities[kind]),
    ...(kind === 'call' || kind === 'meeting'
      ? { durationMinutes: 5 * (1 + Math.floor(random() * 12)) }
      : {}),
    date,
    userId: member.userId,
    userName: member.displayName,
    createdAt: date,
  };
}

/** Adds calls, meetings, e-mails and tasks planned around today, most of them about a record, some done and some overdue. */
export async function addDemoTasks(
  context: Context,
  content: DemoContent,
  records: readonly DemoRecord[],
  members: readonly Member[],
): Promise<number> {
  const random = seededRandom(13);
  const tasks = Array.from({ length: tasksMade }, (_, index) =>
    demoTask(context, content, random, records, members, index),
  );
  const keys = tasks.map(({ id }) => keyOf(activityRecords, context.orgId, id));
  const exists = await findExisting(context, keys);
  const missing = tasks.filter((_, index) => !exists[index]);
  const together = actionsTogether / 2;
  const groups = Array.from({ length: Math.ceil(missing.length / together) }, (_, group) =>
    missing.slice(group * together, (group + 1) * together).flatMap((task) => {
      const then = { ...context, now: task.createdAt, actor: { userId: task.createdBy } };
      return actionsOf(activityRecords, then, [recreation(activityRecords, then, task)]);
    }),
  );
  await transactAll(context, groups);
  return missing.length;
}

/** What is planned with somebody concerns their customer, too. */
function aboutOf({ definition, record }: DemoRecord): RecordReference[] {
  const { customerId } = record;
  const of = { type: definition.type.name, id: record.id };
  return typeof customerId === 'string' ? [of, { type: 'customer', id: customerId }] : [of];
}

function demoTask(
  context: Context,
  content: DemoContent,
  random: () => number,
  records: readonly DemoRecord[],
  members: readonly Member[],
  index: number,
): ActivityRecord {
  const now = Date.parse(context.now);
  const { timeZone } = context.settings;
  const on = random() < 0.8 && records.length > 0 ? pick(random, records) : undefined;
  const earliest = Math.max(now - 10 * dayMs, on ? Date.parse(on.record.createdAt) : 0);
  const day = earliest + random() * (now + 18 * dayMs - earliest);
  const sameDay = appointment(random, day, timeZone);
  const due = sameDay > earliest ? sameDay : appointment(random, day + dayMs, timeZone);
  const isDone = due < now && random() < 0.7;
  const userId =
    members.find(({ userId: id }) => id === on?.record.ownerId)?.userId ?? pick(random, members).userId;
  const planned = Math.max(Math.min(due, now) - (1 + random() * 9) * dayMs, on ? earliest : 0);
  const made = Math.min(Date.parse(atWork(random, planned, context, on?.record.createdAt)), due);
  const kind = pick(random, ['call', 'call', 'email', 'meeting', 'meeting', 'task', 'task'] as const);
  const minutes = { call: [15, 30], meeting: [30, 60, 60, 90], email: [], task: [] }[kind];
  return {
    id: derivedId(context.orgId, `task ${index}`),
    version: 1,
    title: pick(random, content.plans[kind]),
    dueAt: new Date(due).toISOString(),
    ...(minutes.length > 0 ? { durationMinutes: pick(random, minutes) } : {}),
    ...(due > now && random() < 0.5 ? { remindAt: new Date(due - 1_800_000).toISOString() } : {}),
    kindId: kind,
    priorityId: pick(random, ['low', 'normal', 'normal', 'high']),
    ownerId: userId,
    done: isDone,
    ...(isDone ? { doneAt: new Date(Math.max(due - 3_600_000, made)).toISOString(), doneById: userId } : {}),
    ...(on ? { about: aboutOf(on) } : {}),
    createdAt: new Date(made).toISOString(),
    createdBy: userId,
    updatedAt: new Date(made).toISOString(),
    updatedBy: userId,
  };
}
