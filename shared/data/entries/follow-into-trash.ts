import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { activityRecords } from '../records/activity.ts';
import { keyOf } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { replacedSince } from '../records/replaced-since.ts';
import { trashEndSeconds } from '../records/stored.ts';
import { actionsOf, deletion, restoration } from '../records/write.ts';
import type { Context } from '../organization/context.ts';
import { unrestrictedContext } from '../organization/rights.ts';
import { scheduledChangesForRestoration } from '../organization/scheduled-changes.ts';
import { storedSettingsOf } from '../organization/settings.ts';
import { causedBy, changeIdOf, headerFrom, type ChangeItem } from '../store/change.ts';
import { ifEquals, ifLive, type Condition } from '../store/condition.ts';
import { activitiesAboutPartition, changeKey, indexName, recordIdOf, type Key } from '../store/keys.ts';
import { deleteItem, getItem, isConditionFailed, query, queryAll } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { followedKey, followedPrefix } from '../store/trash-keys.ts';
import type { Session } from '../store/units.ts';
import { findActivityRecord } from './task.ts';

/** A record that went to the trash or came back from it, with the version of that change. */
export interface MovedRecord {
  orgId: string;
  recordType: string;
  recordId: string;
  version: number;
  isBack: boolean;
  /** The place of the last activity that was looked at. */
  after?: string;
}

/** A marker of an activity that followed its record, with the activity's time in the trash. */
interface FollowedItem extends Key {
  kind: 'followed';
  data: string;
}

/** What the activities of a record follow, and on which condition. */
interface Following {
  context: Context;
  recordId: string;
  key: Key;
  isBack: boolean;
  /** That of the record, without which its activities must stay as they are. */
  condition: Condition | typeof ifLive;
}

/** The record was restored, deleted again or removed, which has a message of its own. */
class Overtaken extends Error {}

interface Turn {
  /** The message with which it continues. */
  next?: MovedRecord;
  /** Why an activity couldn't follow. The others have, so that one doesn't keep them. */
  error?: Error;
}

/**
 * Moves the activities that are about a record alone to the trash with it, and back. They get the record's time in the
 * trash, so that they expire together, and markers beside the record, by which they are found again. Ends at `untilMs`
 * (epoch milliseconds). It can be repeated: whatever has followed isn't changed again.
 */
export async function followIntoTrash(session: Session, moved: MovedRecord, untilMs: number): Promise<Turn> {
  const following = await followingOf(session, moved);
  let { after } = moved;
  let failed: Turn = {};
  for (let hasMore = following !== undefined; following && hasMore;) {
    const page = following.isBack ? await markersOf(following, after) : await plannedOf(following, after);
    for (const entry of page.entries) {
      try {
        await follow(following, entry);
      } catch (error) {
        if (error instanceof Overtaken) return {};
        failed = { error: error as Error };
      }
      after = entry.place;
    }
    ({ hasMore } = page);
    if (hasMore && after !== undefined && Date.now() > untilMs)
      return { ...failed, next: { ...moved, after } };
  }
  return failed;
}

async function followingOf(
  session: Session,
  { orgId, recordType, recordId, version, isBack }: MovedRecord,
): Promise<Following | undefined> {
  const definition = definitionOf(recordType);
  if (!definition) return undefined;
  const key = keyOf(definition, orgId, recordId);
  const change = await getItem<ChangeItem>(session, changeKey(key, version));
  const settings = change && (await storedSettingsOf(session, orgId));
  // The record was removed, or the organization.
  if (!settings) return undefined;
  const { actorId, cause } = headerFrom(change);
  const base = {
    ...session,
    requestId: uuidv7(),
    now: change.at,
    actor: { userId: actorId },
    via: 'automation' as const,
    cause: causedBy(changeIdOf(change), cause),
  };
  return {
    context: unrestrictedContext(base, orgId, settings),
    recordId,
    key,
    isBack,
    condition: isBack ? ifLive : ifEquals({ expiresAt: trashEndSeconds(change.at) }),
  };
}

/** Number of activities that are looked up at a time. */
const together = 25;

interface Entry {
  id: string;
  place: string;
  /** What its marker says, if it was found by that. */
  data?: string;
}

interface Page {
  entries: Entry[];
  hasMore: boolean;
}

/** Nothing is between a sort key and the same with a space. */
const behind = (place: string): string => `${place} `;

/** The next activities mainly about the record, which don't have to be about it alone. */
async function plannedOf({ context, key }: Following, after = ''): Promise<Page> {
  const { items, lastKey } = await query<Key & { g2sk: string }>(context, {
    IndexName: indexName('g2'),
    KeyConditionExpression: 'g2pk = :pk AND g2sk > :after',
    ExpressionAttributeValues: { ':pk': activitiesAboutPartition(key), ':after': behind(after) },
    ProjectionExpression: 'pk, g2sk',
    Limit: together,
  });
  const entries = items.map(({ pk, g2sk }) => ({ id: recordIdOf(pk), place: g2sk }));
  return { entries, hasMore: lastKey !== undefined };
}

/** The next activities that went to the trash with the record. */
async function markersOf({ context, key }: Following, after = followedPrefix): Promise<Page> {
  const { items, lastKey } = await query<FollowedItem>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :after AND :last',
    ExpressionAttributeValues: {
      ':pk': key.pk,
      ':after': after === followedPrefix ? after : behind(after),
      ':last': `${followedPrefix}~`,
    },
    ProjectionExpression: 'sk, #data',
    ExpressionAttributeNames: { '#data': 'data' },
    ConsistentRead: true,
    Limit: together,
  });
  const entries = items.map(({ sk, data }) => ({ id: idIn(sk), place: sk, data }));
  return { entries, hasMore: lastKey !== undefined };
}

const idIn = (sk: string): string => sk.slice(followedPrefix.length);

const attemptsMax = 5;

/** Writes one activity with its marker. If somebody changes it meanwhile, it is read again. */
async function follow(of: Following, { id, data }: Entry): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await findActivityRecord(of.context, of.context.orgId, id);
    const actions = data === undefined ? await away(of, id, before) : await back(of, { id, data }, before);
    if (actions.length === 0) return;
    const check: Action = { check: { Key: { ...of.key }, ...of.condition }, refuse: () => new Overtaken() };
    try {
      await transact(of.context, [...actions, check]);
      return;
    } catch (error) {
      const isChanged = error instanceof ProblemError && error.code === 'precondition_failed';
      if (!isChanged || attempt === attemptsMax) throw error;
    }
  }
}

async function away(
  { context, recordId, key }: Following,
  id: string,
  before: ActivityRecord | undefined,
): Promise<Action[]> {
  const { about = [], deletedAt } = before ?? {};
  const isAboutItAlone = about.length === 1 && about[0]?.id === recordId;
  if (!before || !isAboutItAlone || deletedAt !== undefined) return [];
  const { now } = context;
  const marker: FollowedItem = {
    ...followedKey(key, id),
    kind: 'followed',
    data: JSON.stringify({ deletedAt: now }),
  };
  const write = await deletion(activityRecords, context, before);
  const put = { put: { Item: { ...marker, expiresAt: trashEndSeconds(now) } } };
  return [...actionsOf(activityRecords, context, [write]), put];
}

/** An activity that somebody has restored or deleted since stays as it is. Its marker isn't needed any more. */
async function back(
  { context, key }: Following,
  { id, data }: { id: string; data: string },
  before: ActivityRecord | undefined,
): Promise<Action[]> {
  const Key = { ...followedKey(key, id) };
  const { deletedAt } = JSON.parse(data) as { deletedAt: string };
  if (!before?.deletedAt || before.deletedAt !== deletedAt) {
    await deleteItem(context, { Key, ...ifEquals({ data }) }).catch((error: unknown) => {
      if (!isConditionFailed(error)) throw error;
    });
    return [];
  }
  const scheduledChanges = await scheduledChangesForRestoration(context);
  const replaced = await replacedSince(activityRecords, context, before, scheduledChanges);
  const write = restoration(activityRecords, context, before, replaced);
  return [...actionsOf(activityRecords, context, [write]), { remove: { Key } }];
}

/** The ids of the activities that went to the trash with a record. */
export const followedWith = async (session: Session, record: Key): Promise<string[]> =>
  (await queryAll<Key>(session, record.pk, followedPrefix)).map(({ sk }) => idIn(sk));
