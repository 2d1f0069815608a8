import type { Activity } from '#contract/logged-activity.ts';
import { activityFacts } from '../counters/activity-facts.ts';
import type { ActivitiesSeen } from '../counters/facts.ts';
import { allAttribute, ownerGroup, wholeGroup, type Counts } from '../counters/groups.ts';
import { relist } from '../entries/activity.ts';
import { storedSettingsOf } from '../organization/settings.ts';
import { keyOf } from '../records/definition.ts';
import {
  activityPrefix,
  activityStateKey,
  activityStatePrefix,
  doneActivityPrefix,
  type Key,
} from '../store/keys.ts';
import {
  commit,
  emptyState,
  stateFrom,
  readStates,
  type ProjectionState,
  type ProjectionSubject,
  type RecordName,
} from './state.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { query, queryAll, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/**
 * An activity in a stream image. `activity` is undefined if the item was removed, because the activity was deleted or
 * got another key.
 */
export interface ActivityImage {
  /** The record's key. Activities and their projection states share its partition. */
  record: Key;
  orgId: string;
  id: string;
  /**
   * Twice the activity's version, plus one if the item was removed. A removal is therefore newer than the version in
   * the removed item, and older than the next version.
   */
  order: number;
  activity: Activity | undefined;
}

export const orderOf = (version: number, isThere: boolean): number => 2 * version + (isThere ? 0 : 1);

/** The kinds of items in a record's partition that stand for an activity on it, by date. */
const activityPrefixes = [activityPrefix, doneActivityPrefix];

/** The activities that were logged on a record, maybe with a date to come, or planned about it and done. */
export async function activitiesSeen(
  session: Session,
  record: Key,
  { until }: { until?: string },
  /** Whether the record is new: what was logged on it is in its shard of the stream, so that it follows. */
  isNew = false,
): Promise<ActivitiesSeen> {
  const prefixes = isNew ? [doneActivityPrefix] : activityPrefixes;
  if (until !== undefined) {
    const counts = await Promise.all(prefixes.map((prefix) => countUntil(session, record, prefix, until)));
    return { count: counts.reduce((sum, count) => sum + count, 0) };
  }
  const dates = await Promise.all(prefixes.map((prefix) => firstDate(session, record, prefix)));
  return { firstAt: dates.filter((date) => date !== undefined).sort()[0] };
}

async function firstDate(session: Session, record: Key, prefix: string): Promise<string | undefined> {
  const { items } = await query<{ sk: string }>(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': record.pk, ':prefix': prefix },
    ProjectionExpression: 'sk',
    ConsistentRead: true,
    Limit: 1,
  });
  return items[0]?.sk.split('#')[1];
}

/** Of more activities of a prefix, this many are counted. */
const countedMost = 500;

async function countUntil(session: Session, record: Key, prefix: string, until: string): Promise<number> {
  let count = 0;
  let start: Item | undefined;
  do {
    const page: Awaited<ReturnType<typeof query>> = await query(session, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :prefix AND :until',
      ExpressionAttributeValues: { ':pk': record.pk, ':prefix': prefix, ':until': `${prefix}${until}` },
      Select: 'COUNT',
      ConsistentRead: true,
      Limit: countedMost - count,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    count += page.scanned;
    start = page.lastKey;
  } while (start && count < countedMost);
  return count;
}

const nameOf = ({
  record,
  orgId,
  id,
}: Pick<ActivityImage, 'record' | 'orgId' | 'id'>): ProjectionSubject => ({
  definition: { type: { name: 'loggedActivity' } },
  orgId,
  id,
  stateAt: activityStateKey(record, id),
});

/** Maximum number of projection states that are read together, and then written together with their counters. */
const together = 40;

/** Counts the newest image of each activity exactly once, regardless of how often and in which order images arrive. */
export async function countActivities(session: Session, images: readonly ActivityImage[]): Promise<void> {
  const newest = new Map<string, ActivityImage>();
  for (const image of images) {
    const place = `${image.record.pk} ${image.id}`;
    const known = newest.get(place);
    if (!known || known.order < image.order) newest.set(place, image);
  }
  const all = [...newest.values()];
  for (let start = 0; start < all.length; start += together) {
    const part = all.slice(start, start + together);
    await untilCounted(session, part, (state, image) => state.version < image.order);
  }
}

/**
 * Writes the facts of the images for which `isDue` returns true. If a projection state was changed concurrently, all
 * states are read again.
 */
async function untilCounted(
  session: Session,
  images: readonly ActivityImage[],
  isDue: (state: ProjectionState, image: ActivityImage) => boolean,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const states = await readStates(session, images.map(nameOf));
    const steps = [];
    for (const [index, image] of images.entries()) {
      const state = states[index];
      if (state && isDue(state, image)) steps.push(await stepTo(session, image, state));
    }
    if (await commit(session, steps)) return;
    await sleep(retryDelayMs(attempt));
  }
}

/** Each activity is counted for the organization and for the user who did it. */
const countsOf = ({ userId }: Activity): Counts => ({
  [wholeGroup]: [allAttribute],
  [ownerGroup(userId)]: [allAttribute],
});

async function stepTo(session: Session, image: ActivityImage, state: ProjectionState) {
  const { activity, order } = image;
  const settings = await storedSettingsOf(session, image.orgId);
  const facts =
    activity && settings ? { of: activityFacts(activity, settings), ownerId: activity.userId } : undefined;
  const next: ProjectionState = {
    revision: state.revision + 1,
    version: order,
    counts: activity ? countsOf(activity) : {},
    words: [],
    label: '',
    ...(facts ? { facts } : { gone: true }),
  };
  // The projection state of a removed activity is kept as long as images of it can still arrive.
  return { name: nameOf(image), state, next, isRemoved: !activity };
}

type Stored = Key & Item & { data: string };

/**
 * Updates the index entries, counts and facts of a record's activities from the table, for backfills and redrives.
 * Projection states are read before activities, so that a concurrent count causes a retry.
 */
export async function recountActivities(
  session: Session,
  { definition, orgId, id }: RecordName,
): Promise<void> {
  const record = keyOf(definition, orgId, id);
  for (let attempt = 0; ; attempt += 1) {
    const states = await queryAll<Stored>(session, record.pk, activityStatePrefix);
    const activities = await queryAll<Stored>(session, record.pk, activityPrefix);
    await relist(session, activities);
    const there = new Map(
      activities.map((item) => {
        const activity = JSON.parse(item.data) as Activity;
        return [activity.id, activity] as const;
      }),
    );
    const known = new Map(
      states.map((item) => [item.sk.slice(activityStatePrefix.length), stateFrom(item.data)]),
    );
    const steps = [];
    for (const activityId of new Set([...there.keys(), ...known.keys()])) {
      const state = known.get(activityId) ?? emptyState;
      const activity = there.get(activityId);
      const order = activity ? orderOf(activity.version, true) : state.version;
      const image = { record, orgId, id: activityId, order, activity };
      const step = await stepTo(session, image, state);
      const contribution = ({ counts, facts }: ProjectionState) => JSON.stringify([counts, facts]);
      if (contribution(step.next) !== contribution(state)) steps.push(step);
    }
    let isDone = true;
    for (let start = 0; start < steps.length; start += together)
      isDone = (await commit(session, steps.slice(start, start + together))) && isDone;
    if (isDone) return;
    await sleep(retryDelayMs(attempt));
  }
}
