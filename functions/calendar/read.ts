import type { Member } from '#contract/member.ts';
import { isGranted } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { findFeed } from '#data/organization/calendar-feed.ts';
import { indexName, memberKey, ownActivitiesPartition } from '#data/store/keys.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { getItem, query } from '#data/store/table.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { activityIn } from '#data/records/activity.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import type { Session } from '#data/store/units.ts';
import { detailsOf } from './details.ts';
import { calendarOf } from './icalendar.ts';

/** Maximum number of open tasks in a feed, and of done tasks. Upcoming tasks take precedence over past ones. */
const tasksMost = 250;
const pastDays = 60;

/**
 * The feed of the secret's owner. Calendar apps store it outside our access control, so it has no more about the tasks'
 * records than its owner chose and the organization allows. The feed stops working when the membership ends.
 */
export async function read(visitor: VisitorContext, { key }: { key: string }): Promise<string> {
  const feed = await findFeed(visitor, key);
  if (!feed) throw new ProblemError('not_found');
  const { orgId, userId } = feed;
  const member = await getItem<Member>(visitor, memberKey(orgId, userId));
  const mayRead = member?.active && isGranted(member.role, 'task:read');
  const settings = await settingsOf(visitor, orgId);
  if (!mayRead || member.joinedAt !== feed.joinedAt || !settings) throw new ProblemError('not_found');
  const [open, done] = await Promise.all([
    readActivities(visitor, ownActivitiesPartition(orgId, userId, false)),
    readActivities(visitor, ownActivitiesPartition(orgId, userId, true)),
  ]);
  const tasks = [...open, ...done];
  const details = await detailsOf(visitor, settings, feed, tasks);
  return calendarOf(settings, tasks, details, visitor.now);
}

/**
 * Reads upcoming tasks first, then the tasks of the last `pastDays` days as far as the limit allows. Returns them in
 * chronological order.
 */
async function readActivities(session: Session, partition: string): Promise<ActivityRecord[]> {
  const now = Date.now();
  const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
  const next = await readSpan(session, partition, { from: ago(0), to: '~' }, tasksMost, true);
  const left = tasksMost - next.length;
  const past =
    left > 0 ? await readSpan(session, partition, { from: ago(pastDays), to: ago(0) }, left, false) : [];
  return [...past.reverse(), ...next];
}

/** Tasks due within a span. Sort keys are the due time, `#` and the id, so no task is in two spans. */
async function readSpan(
  session: Session,
  partition: string,
  { from, to }: { from: string; to: string },
  most: number,
  forward: boolean,
): Promise<ActivityRecord[]> {
  const { items } = await query<{ pk: string; row: string }>(session, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk AND g1sk BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#row': 'row' },
    ExpressionAttributeValues: { ':pk': partition, ':from': from, ':to': to },
    ProjectionExpression: 'pk, #row',
    ScanIndexForward: forward,
    Limit: most,
  });
  return items.map(activityIn);
}
