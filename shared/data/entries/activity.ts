import type { Activity } from '#contract/logged-activity.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifAbsent, ifEquals, ifLive, ifVersion, under } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import { loggedPlaces } from './activity-row.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import {
  activityKey,
  activityPrefix,
  deletedActivityKey,
  entryChangePrefix,
  memberKey,
  organizationOf,
  type Key,
} from '../store/keys.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { loadParent, type Parent } from '../records/read.ts';
import { getItem, getItems, isConditionFailed, query, updateItem, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A stored activity. `userName` is the name that its user had when the activity was created. */
export type StoredActivity = Activity;
type OfRecord = Pick<Activity, 'recordType' | 'recordId'>;

/** Loads the record of an activity. Also throws `not_found` if records of its type can't have activities. */
export async function activityParent(context: Context, input: OfRecord): Promise<Parent> {
  const parent = await loadParent(context, input);
  if (!parent.definition.type.hasActivities) throw new ProblemError('not_found');
  return parent;
}

/** The key of an activity. Activities sort by date; deleted ones have a separate prefix. */
const keyOfActivity = (parent: Key, { id, date, deletedAt }: StoredActivity): Key =>
  deletedAt === undefined ? activityKey(parent, date, id) : deletedActivityKey(parent, id);

function activityItem(
  parent: Key,
  before: StoredActivity | undefined,
  activity: StoredActivity,
  change: ChangeAction,
): Item {
  const { deletedAt } = activity;
  return {
    ...keyOfActivity(parent, activity),
    kind: deletedAt === undefined ? 'activity' : 'deletedActivity',
    ...nextItemState(before, 1, change),
    version: activity.version,
    activityKind: activity.kind,
    data: JSON.stringify(activity),
    ...(deletedAt === undefined
      ? loggedPlaces(organizationOf(parent.pk), activity)
      : { expiresAt: Math.floor(Date.parse(deletedAt) / 1000) + limits.trashDays * 86_400 }),
  };
}

/** Maximum number of activities that are updated concurrently. */
const relistedTogether = 10;

/**
 * Updates outdated index keys and rows of activities. An activity that changes at the same time is skipped, because
 * that change writes current keys and a current row.
 */
export async function relist(session: Session, found: readonly ActivityItem[]): Promise<void> {
  const stale = found.flatMap((item) => {
    const listItem = loggedPlaces(organizationOf(item.pk), JSON.parse(item.data) as StoredActivity);
    return Object.entries(listItem).every(([name, value]) => item[name] === value)
      ? []
      : [{ item, expected: listItem }];
  });
  for (let start = 0; start < stale.length; start += relistedTogether) {
    const some = stale.slice(start, start + relistedTogether);
    await Promise.all(some.map(({ item, expected: listItem }) => relistOne(session, item, listItem)));
  }
}
type ActivityItem = Key & Item & { data: string };

async function relistOne(session: Session, { pk, sk, version }: ActivityItem, listItem: Item): Promise<void> {
  const names = Object.keys(listItem);
  const update = {
    Key: { pk, sk },
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, listItem[name]])),
  };
  await updateItem(session, under(ifEquals({ version }), update)).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
}

/**
 * The actions that write an activity, remove its previous item if the key has changed, and add the change item. They
 * are conditional on the previous version. `origin` is the key of the record that the activity had before.
 */
export function activityActions(
  context: Context,
  parent: Parent,
  before: StoredActivity | undefined,
  after: StoredActivity,
  action: string,
  changes: FieldChange[],
  origin: Key = parent.key,
): Action[] {
  const refuse = () => new ProblemError('precondition_failed');
  const from = before && keyOfActivity(origin, before);
  const to = keyOfActivity(parent.key, after);
  const stays = from?.pk === to.pk && from.sk === to.sk;
  const isUnchanged = ifVersion(before?.version);
  const change = activityChange(context, parent, before, after, to.sk, action, changes);
  return [
    ...(from && !stays ? [{ remove: { Key: { ...from }, ...isUnchanged }, refuse }] : []),
    {
      put: {
        Item: activityItem(parent.key, before, after, change),
        ...(stays ? isUnchanged : ifAbsent),
      },
      refuse,
    },
    change,
  ];
}

function activityChange(
  context: Context,
  { definition, record, key }: Parent,
  before: StoredActivity | undefined,
  { id, version }: StoredActivity,
  place: string,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const subject = {
    orgId: context.orgId,
    type: 'activity',
    id,
    key,
    version,
    before,
    ownerId: record.ownerId as string | undefined,
    about: { type: definition.type.name, id: record.id },
    place,
  };
  return changeAction(context, subject, action, changes);
}

/** Finds an activity by id, deleted or not. The activity's newest change item contains its sort key. */
export async function findActivity(
  session: Session,
  parent: Key,
  id: string,
): Promise<StoredActivity | undefined> {
  const { items } = await query<{ place?: string }>(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :changes)',
    ExpressionAttributeValues: { ':pk': parent.pk, ':changes': `${entryChangePrefix}${id}#` },
    ProjectionExpression: 'place',
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: 1,
  });
  const [newest] = items;
  if (newest?.place === undefined) return undefined;
  const item = await getItem<{ data: string; schema: number; digest?: string }>(session, {
    pk: parent.pk,
    sk: newest.place,
  });
  return item && withItemState(JSON.parse(item.data) as StoredActivity, item);
}

/** Replaces stored names with the users' current names. The names of former members stay as stored. */
export async function withUserNames<T extends Pick<Activity, 'userId' | 'userName'>>(
  context: Context,
  activities: readonly T[],
): Promise<T[]> {
  const ids = [...new Set(activities.map(({ userId }) => userId))];
  const members = await getItems<{ userId: string; displayName: string }>(
    context,
    ids.map((id) => memberKey(context.orgId, id)),
  );
  const names = new Map(members.flatMap((member) => (member ? [[member.userId, member.displayName]] : [])));
  return activities.map((activity) => ({
    ...activity,
    userName: names.get(activity.userId) ?? activity.userName,
  }));
}

/** The activity tally on a record's item: count, newest date and revision. */
interface Tally {
  activityCount?: number;
  lastActivityAt?: string;
  activityRevision?: number;
}

/** A condition on the record whose tally changes. */
interface RecordCondition {
  readonly ConditionExpression: string;
}

const isLive = ({ expiresAt, mergedInto }: Item): boolean =>
  expiresAt === undefined && mergedInto === undefined;

/** Thrown if the tally has changed since it was read. */
export class TallyConflict extends Error {}

const triesMax = 12;

/** Runs a write that changes a tally, and repeats it from the start after a concurrent change of the tally. */
export async function retryTallyConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TallyConflict)) throw error;
      if (attempt === triesMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

const readTally = (session: Session, parent: Key): Promise<Tally | undefined> =>
  getItem<Tally>(session, parent, {
    ProjectionExpression: 'activityCount, lastActivityAt, activityRevision',
  });

/**
 * The action that adds activities to a record's tally. The record must exist and not be in the trash, or meet another
 * condition. Concurrent additions conflict only if the newest date changes.
 */
export async function tallyMore(
  session: Session,
  parent: Key,
  dates: readonly string[],
  of: RecordCondition = ifLive,
): Promise<Action> {
  const newest = dates.reduce((a, b) => (a > b ? a : b));
  const { lastActivityAt } = (await readTally(session, parent)) ?? {};
  const isNewest = lastActivityAt === undefined || lastActivityAt < newest;
  return tallyAction(parent, {
    set: isNewest ? 'SET lastActivityAt = :newest' : '',
    by: dates.length,
    condition: isNewest
      ? '(attribute_not_exists(lastActivityAt) OR lastActivityAt < :newest)'
      : 'lastActivityAt >= :newest',
    values: { ':newest': newest },
    of,
  });
}

/**
 * The action that removes `gone` from the tally, or replaces it with `instead`, the same activity with another date.
 * Any concurrent change of the tally is a conflict, because the newest date is read from the record's other activities.
 */
export async function tallyLess(
  session: Session,
  parent: Key,
  gone: StoredActivity | readonly StoredActivity[],
  { instead, of = ifLive }: { instead?: StoredActivity; of?: RecordCondition } = {},
): Promise<Action> {
  const { activityRevision = 0 } = (await readTally(session, parent)) ?? {};
  const ids = [gone].flat().map(({ id }) => id);
  const others = await newestDates(session, parent, ids);
  const [newest] = [...others, ...(instead ? [instead.date] : [])].sort().reverse();
  return tallyAction(parent, {
    set: newest === undefined ? 'REMOVE lastActivityAt' : 'SET lastActivityAt = :newest',
    by: instead ? 0 : -ids.length,
    condition: 'activityRevision = :revision',
    values: { ':revision': activityRevision, ...(newest === undefined ? {} : { ':newest': newest }) },
    of,
  });
}

async function newestDates(session: Session, parent: Key, without: readonly string[]): Promise<string[]> {
  const { items } = await query<{ sk: string }>(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': parent.pk, ':prefix': activityPrefix },
    ProjectionExpression: 'sk',
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: without.length + 1,
  });
  return items.flatMap(({ sk }) => {
    const [, date = '', id = ''] = sk.split('#');
    return without.includes(id) ? [] : [date];
  });
}

function tallyAction(
  parent: Key,
  change: {
    set: string;
    by: number;
    condition: string;
    values: Record<string, unknown>;
    of: RecordCondition;
  },
): Action {
  return {
    update: {
      Key: { ...parent },
      UpdateExpression: `${change.set} ADD activityCount :by, activityRevision :one`,
      ConditionExpression: `${change.of.ConditionExpression} AND ${change.condition}`,
      ExpressionAttributeValues: { ...change.values, ':by': change.by, ':one': 1 },
    },
    refuse: (found) => {
      const isThere = found && (change.of !== ifLive || isLive(found));
      return isThere ? new TallyConflict('moved') : new ProblemError('not_found');
    },
  };
}
