import type { InputOf, OutputOf } from '#contract/operation.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { erased, typeOfEvent } from '#contract/webhook-events.ts';
import type { webhooks } from '#contract/webhook.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { allList } from '#data/records/stored.ts';
import { indexName, listPartition, recordIdOf, type Key } from '#data/store/keys.ts';
import { query } from '#data/store/table.ts';
import { messageFor, withoutRecord } from '#data/webhooks/payload.ts';

type Samples = (typeof webhooks)['operations']['samples'];

const samplesMost = 3;
/** Callers who can't read all records may find fewer among them. */
const lookedAt = 20;

/** Messages about the newest records, as a webhook of the caller would send them. */
export async function samples(
  context: Context,
  { event, content = 'ids' }: InputOf<Samples>,
): Promise<OutputOf<Samples>> {
  const recordType = typeOfEvent(event);
  if (!context.scopeFor(recordPermission(recordType, 'read'))) throw new ProblemError('forbidden');
  const items: OutputOf<Samples>['items'] = [];
  for (const id of await newestIds(context, recordType)) {
    if (items.length === samplesMost) break;
    const subject = { recordType, id, version: 1, at: context.now };
    const message = await messageFor(context, { content }, subject, event);
    if (message) items.push(event.endsWith(`.${erased}`) ? withoutRecord(message) : message);
  }
  return { items };
}

async function newestIds(context: Context, recordType: keyof typeof recordDefinitions): Promise<string[]> {
  const { lists } = recordDefinitions[recordType];
  const list = lists.find(({ by, sort }) => by === undefined && sort === 'createdAt');
  if (!list) return [];
  const { items } = await query<Key>(context, {
    IndexName: indexName(list.index),
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': `${list.index}pk` },
    ExpressionAttributeValues: { ':pk': listPartition(context.orgId, recordType, allList) },
    ProjectionExpression: 'pk',
    ScanIndexForward: false,
    Limit: lookedAt,
  });
  return items.map(({ pk }) => recordIdOf(pk));
}
