import type { Member } from '#contract/member.ts';
import { scopeOf } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { findFeed } from '#data/calendar-feed.ts';
import { indexName, memberKey, tasksPartition } from '#data/keys.ts';
import { settingsOf } from '#data/organization.ts';
import { getItem, query } from '#data/table.ts';
import type { StoredTask } from '#data/task.ts';
import type { Session } from '#data/units.ts';
import { calendarOf } from './icalendar.ts';

/** Tasks in a feed, open and done each; the next ones due matter most. */
const tasksMost = 250;
const pastDays = 60;

/**
 * The tasks of whoever the secret belongs to. It holds what stands in the tasks themselves and nothing of the records
 * that they are on: a calendar program keeps it where nobody asks for rights. An ended membership ends the feed.
 */
export async function read(session: Session, { key }: { key: string }): Promise<string> {
  const feed = await findFeed(session, key);
  if (!feed) throw new ProblemError('not_found');
  const { orgId, userId } = feed;
  const member = await getItem<Member>(session, memberKey(orgId, userId));
  const mayRead = member?.active && scopeOf(member.role, 'task:read') !== undefined;
  const settings = await settingsOf(session, orgId);
  if (!mayRead || member.joinedAt !== feed.joinedAt || !settings) throw new ProblemError('not_found');
  const [open, done] = await Promise.all([
    readTasks(session, tasksPartition(orgId, userId, false)),
    readTasks(session, tasksPartition(orgId, userId, true)),
  ]);
  return calendarOf(settings.name, [...open, ...done], new Date().toISOString());
}

async function readTasks(session: Session, partition: string): Promise<StoredTask[]> {
  const from = new Date(Date.now() - pastDays * 86_400_000).toISOString();
  const { items } = await query<{ row: string }>(session, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk AND g1sk >= :from',
    ExpressionAttributeNames: { '#row': 'row' },
    ExpressionAttributeValues: { ':pk': partition, ':from': from },
    ProjectionExpression: '#row',
    Limit: tasksMost,
  });
  return items.map(({ row }) => JSON.parse(row) as StoredTask);
}
