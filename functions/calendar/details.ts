import type { RecordReference } from '#contract/about.ts';
import { feedContents } from '#contract/calendar.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { Feed } from '#data/organization/calendar-feed.ts';
import { viewOf } from '#data/organization/rights.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { activityRecords, mainRecordOf } from '#data/records/activity.ts';
import { keyOf } from '#data/records/definition.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { getItems } from '#data/store/table.ts';
import type { TaskDetails } from './icalendar.ts';

/** Tasks that were due earlier have no details. */
const recentDays = 14;
/** The number of tasks that have details at most, so that reading a feed costs little. */
const detailedMost = 100;

/**
 * What the feed says about its tasks besides titles and times, by the ids of the tasks. Records that the feed's owner
 * can't read now are left out, and so are those in the trash.
 */
export async function detailsOf(
  visitor: VisitorContext,
  settings: OrganizationSettings,
  { userId, shows = 'titles' }: Feed,
  tasks: readonly ActivityRecord[],
): Promise<ReadonlyMap<string, TaskDetails>> {
  const level = Math.min(
    feedContents.indexOf(shows),
    feedContents.indexOf(settings.calendarFeeds ?? 'notes'),
  );
  if (level === 0) return new Map();
  const from = new Date(Date.parse(visitor.now) - recentDays * 86_400_000).toISOString();
  const detailed = tasks
    .filter(({ dueAt }) => dueAt >= from)
    .toSorted(sooner(visitor.now))
    .slice(0, detailedMost);
  if (detailed.length === 0) return new Map();
  const [about, notes] = await Promise.all([
    aboutOf(visitor, settings, userId, detailed),
    level > 1 ? notesOf(visitor, settings.id, detailed) : undefined,
  ]);
  return new Map(detailed.map(({ id }) => [id, { ...about.get(id), notes: notes?.get(id) }]));
}

/** Orders what is to come from the earliest on, then what is late and what is done, newest first. */
const sooner = (now: string) => (one: ActivityRecord, other: ActivityRecord) => {
  const rank = ({ done, dueAt }: ActivityRecord) => (done ? 2 : dueAt >= now ? 0 : 1);
  const byTime = one.dueAt.localeCompare(other.dueAt);
  return rank(one) - rank(other) || (rank(one) === 0 ? byTime : -byTime);
};

async function aboutOf(
  visitor: VisitorContext,
  settings: OrganizationSettings,
  userId: string,
  tasks: readonly ActivityRecord[],
): Promise<ReadonlyMap<string, TaskDetails>> {
  const owner = await viewOf({ ...visitor, actor: { userId }, via: 'api' }, settings, { userId });
  if (!owner) return new Map();
  const named = tasks.flatMap((one) => mainRecordOf(one) ?? []);
  const records = await readVisible(owner, named, { strong: false });
  return new Map(
    tasks.flatMap((one) => {
      const main = mainRecordOf(one);
      const record = main && records.get(main.id);
      if (!record) return [];
      return [[one.id, { record: titleOf(main.type, record), url: urlOf(settings.id, main) }]];
    }),
  );
}

const urlOf = (orgId: string, { type, id }: RecordReference): string => {
  const { plural } = recordTypes[type as keyof typeof recordTypes];
  return `${process.env.SITE_URL}/o/${orgId}/${plural}/${id}`;
};

/** Notes aren't in the index by which tasks are listed. */
async function notesOf(
  visitor: VisitorContext,
  orgId: string,
  tasks: readonly ActivityRecord[],
): Promise<ReadonlyMap<string, string>> {
  const keys = tasks.map(({ id }) => keyOf(activityRecords, orgId, id));
  const items = await getItems<RecordItem>(visitor, keys, { strong: false });
  return new Map(
    items.flatMap((item) => {
      const { id, notes } = item ? recordFrom(activityRecords, item) : { id: '', notes: undefined };
      return notes ? [[id, notes] as const] : [];
    }),
  );
}
