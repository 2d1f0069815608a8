import { findActivityRecord } from '../entries/task.ts';
import type { Context } from '../organization/context.ts';
import { activityRecords } from '../records/activity.ts';
import { actionsOf, unlockedChange } from '../records/write.ts';
import { activitiesAboutPartition, indexName, recordIdOf, type Key } from '../store/keys.ts';
import { query } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { putMarker, unlessChanged, type Move } from './move.ts';

// Merges of version 0.13 and earlier moved planned activities like entries, with markers. Since then, what activities are
// about is a reference like others. Remove this with 0.16, once no merge of these versions can be undone.

/** Maximum number of activities that one step moves. */
const movedTogether = 20;

/** Moves the next activities of a merged record to the one that stays. Returns whether it found any. */
export async function moveTasks(context: Context, move: Move): Promise<boolean> {
  const activityIds = await nextActivities(context, move.from.key);
  for (const id of activityIds)
    await movedTask(context, id, move, putMarker(context, move.from.key, 'task', id));
  return activityIds.length > 0;
}

async function nextActivities(context: Context, record: Key): Promise<string[]> {
  const { items } = await query<{ pk: string }>(context, {
    IndexName: indexName('g2'),
    KeyConditionExpression: 'g2pk = :pk',
    ExpressionAttributeValues: { ':pk': activitiesAboutPartition(record) },
    ProjectionExpression: 'pk',
    Limit: movedTogether,
  });
  return items.map(({ pk }) => recordIdOf(pk));
}

/** Moves an activity back or forth, unless it changes at the same time. Returns false if it isn't about the record that it leaves. */
export async function movedTask(context: Context, id: string, move: Move, marker: Action): Promise<boolean> {
  const before = await findActivityRecord(context, context.orgId, id);
  const [from, to] = [move.from.record.id, move.to.record.id];
  if (!before?.about?.some((one) => one.id === from)) return false;
  const about = before.about.map((one) => (one.id === from ? { ...one, id: to } : one));
  const write = unlockedChange(activityRecords, context, before, { about }, 'moved');
  await unlessChanged(transact(context, [...actionsOf(activityRecords, context, [write]), marker]));
  return true;
}
