import { dateIn } from '../day.ts';
import type { Activity, activityKinds } from '#contract/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { relist } from '../activity.ts';
import { activityLedgerKey, activityLedgerPrefix, activityPrefix, type Key } from '../keys.ts';
import { settingsOf } from '../organization.ts';
import { keyOf } from '../records/definition.ts';
import {
  commit,
  emptyLedger,
  ledgerFrom,
  readLedgers,
  type Ledger,
  type LedgerName,
  type RecordName,
} from '../records/ledger.ts';
import { retryDelayMs, sleep } from '../retry.ts';
import { query, queryAll, type Item } from '../table.ts';
import type { Session } from '../units.ts';
import type { Fact } from './facts.ts';

type ActivityKind = (typeof activityKinds)[number];

/** An activity as some image of the stream showed it; without one it had gone from where it lay. */
export interface ActivityImage {
  /** The record's key: activities and their ledgers lie with it. */
  record: Key;
  orgId: string;
  id: string;
  /** Twice the activity's version, one more for its going: it comes behind the version that went, before the next. */
  order: number;
  activity: Activity | undefined;
}

export const orderOf = (version: number, isThere: boolean): number => 2 * version + (isThere ? 0 : 1);

/** What is added up of activities, under names of a letter: an item holds thirty of each. */
export const activityAmounts = {
  call: 'c',
  email: 'e',
  meeting: 'm',
  note: 'n',
  task: 't',
  minutes: 's',
} as const satisfies Record<ActivityKind | 'minutes', string>;

/** Counted on the day of its date and for whoever did it: one of its kind, and its minutes. */
export function activityFacts({ kind, date, durationMinutes }: Activity, { timeZone }: Organization): Fact[] {
  const minutes = durationMinutes ? { [activityAmounts.minutes]: durationMinutes } : {};
  return [
    {
      family: 'a',
      day: dateIn(timeZone, date),
      part: '',
      amounts: { [activityAmounts[kind]]: 1, ...minutes },
    },
  ];
}

/** The earliest date of a record's activities, planned ones among them. */
export async function firstActivityAt(session: Session, record: Key): Promise<string | undefined> {
  const { items } = await query<{ sk: string }>(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': record.pk, ':prefix': activityPrefix },
    ProjectionExpression: 'sk',
    ConsistentRead: true,
    Limit: 1,
  });
  return items[0]?.sk.split('#')[1];
}

const nameOf = ({ record, orgId, id }: Pick<ActivityImage, 'record' | 'orgId' | 'id'>): LedgerName => ({
  definition: { type: { name: 'activity' } },
  orgId,
  id,
  ledgerAt: activityLedgerKey(record, id),
});

/** Ledgers that are read, and written with their counters, together. */
const together = 40;

/** Counts the newest of the given images of each activity, exactly once however often and in whatever order they come. */
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
    await untilCounted(session, part, (ledger, image) => ledger.version < image.order);
  }
}

/** Writes what images count for where it is due, again from the ledgers as they then are wherever another hand was faster. */
async function untilCounted(
  session: Session,
  images: readonly ActivityImage[],
  isDue: (ledger: Ledger, image: ActivityImage) => boolean,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const ledgers = await readLedgers(session, images.map(nameOf));
    const steps = [];
    for (const [index, image] of images.entries()) {
      const ledger = ledgers[index];
      if (ledger && isDue(ledger, image)) steps.push(await stepTo(session, image, ledger));
    }
    if (await commit(session, steps)) return;
    await sleep(retryDelayMs(attempt));
  }
}

async function stepTo(session: Session, image: ActivityImage, ledger: Ledger) {
  const { activity, order } = image;
  const settings = await settingsOf(session, image.orgId);
  const facts =
    activity && settings ? { of: activityFacts(activity, settings), ownerId: activity.userId } : undefined;
  const next: Ledger = {
    revision: ledger.revision + 1,
    version: order,
    counts: {},
    words: [],
    label: '',
    ...(facts ? { facts } : { gone: true }),
  };
  // Of what is gone the ledger outlives every image of it that can still come.
  return { name: nameOf(image), ledger, next, isRemoved: !activity };
}

type Stored = Key & Item & { data: string };

/**
 * Lists and counts the activities of one record from what the table holds now, for a walk or a redrive. Ledgers are read before
 * activities, so that whoever counts a later change meanwhile makes this one begin again.
 */
export async function recountActivities(
  session: Session,
  { definition, orgId, id }: RecordName,
): Promise<void> {
  const record = keyOf(definition, orgId, id);
  for (let attempt = 0; ; attempt += 1) {
    const ledgers = await queryAll<Stored>(session, record.pk, activityLedgerPrefix);
    const activities = await queryAll<Stored>(session, record.pk, activityPrefix);
    await relist(session, activities);
    const there = new Map(
      activities.map((item) => {
        const activity = JSON.parse(item.data) as Activity;
        return [activity.id, activity] as const;
      }),
    );
    const known = new Map(
      ledgers.map((item) => [item.sk.slice(activityLedgerPrefix.length), ledgerFrom(item.data)]),
    );
    const steps = [];
    for (const activityId of new Set([...there.keys(), ...known.keys()])) {
      const ledger = known.get(activityId) ?? emptyLedger;
      const activity = there.get(activityId);
      const order = activity ? orderOf(activity.version, true) : ledger.version;
      const image = { record, orgId, id: activityId, order, activity };
      const step = await stepTo(session, image, ledger);
      if (JSON.stringify(step.next.facts) !== JSON.stringify(ledger.facts)) steps.push(step);
    }
    let isDone = true;
    for (let start = 0; start < steps.length; start += together)
      isDone = (await commit(session, steps.slice(start, start + together))) && isDone;
    if (isDone) return;
    await sleep(retryDelayMs(attempt));
  }
}
