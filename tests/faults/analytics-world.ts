import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Activity } from '#contract/logged-activity.ts';
import type { Organization } from '#contract/organization.ts';
import { firstRecordAccess } from '#contract/record-access.ts';
import { uniqueEmailsOff } from '#contract/unique-emails.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import {
  activityKey,
  deletedActivityKey,
  organizationKey,
  recordKey,
  recountKey,
  type Key,
} from '#data/store/keys.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { watchCalls, workAs, type Worker } from './workers.ts';
import { streamRecord } from './stream-record.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
process.env.POISON_QUEUE_URL = 'http://127.0.0.1:1/none';
const { handler } = await import('../../events/index/handler.ts');
const { reindex } = await import('#data/projection/reindex.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { recordItem } = await import('#data/records/stored.ts');
const { rememberSettings } = await import('#data/organization/settings.ts');
const { client } = await import('#data/sdk/client.ts');
const { newSession } = await import('#data/store/units.ts');
const { recountOrganizations } = await import('../../events/reprojection/recount-pass.ts');
watchCalls(client);

export type Counted = 'deal' | 'lead' | 'customer' | 'invoice';
type Item = Record<string, unknown> & Key;

/**
 * An organization with records and activities that are written as the product writes them, and the stream of these
 * writes.
 */
export interface AnalyticsWorld {
  organization: Organization;
  records: Map<string, { type: Counted; record: AnyRecord }>;
  activities: Map<string, Activity>;
  stream: DynamoDBRecord[];
  done: number;
}

export async function newAnalyticsWorld(id: string, timeZone: string): Promise<AnalyticsWorld> {
  const organization = {
    id,
    version: 1,
    name: id,
    slug: id,
    country: 'CO',
    currency: 'USD',
    timeZone,
    ...defaultLists('en'),
    uniqueEmails: uniqueEmailsOff,
    recordAccess: firstRecordAccess,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  await putItem({ ...organizationKey(id), version: 1, data: JSON.stringify(organization) });
  return { organization, records: new Map(), activities: new Map(), stream: [], done: 0 };
}

const putItem = (Item: Item) => table.client.send(new PutCommand({ TableName: table.name, Item }));

async function put(world: AnalyticsWorld, before: Item | undefined, after: Item | undefined): Promise<void> {
  const { pk, sk } = (after ?? before) as Key;
  if (after) await putItem(after);
  else await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
  world.stream.push(streamRecord(world.stream.length + 1, before, after));
}

/** Writes the next version of a record. */
export async function write(
  world: AnalyticsWorld,
  type: Counted,
  id: string,
  record: Partial<AnyRecord>,
): Promise<void> {
  const known = world.records.get(id)?.record;
  const next = { ...known, ...record, id, version: (known?.version ?? 0) + 1 } as AnyRecord;
  const definition = recordDefinitions[type];
  const item = (of: AnyRecord) => recordItem(definition, world.organization.id, of, world.organization);
  await put(world, known && item(known), item(next));
  world.records.set(id, { type, record: next });
}

/** Removes a record, as the table's TTL does, and its activities that are not deleted, as the purge does. */
export async function purge(world: AnalyticsWorld, id: string): Promise<void> {
  const { type, record } = world.records.get(id)!;
  const { organization } = world;
  const item = recordItem(recordDefinitions[type], organization.id, record, organization);
  await put(world, item, undefined);
  world.records.delete(id);
  for (const activity of [...world.activities.values()].filter(({ recordId }) => recordId === id)) {
    await put(world, activityItem(world, activity), undefined);
    world.activities.delete(activity.id);
  }
}

function activityItem({ organization }: AnalyticsWorld, activity: Activity): Item {
  const parent = recordKey(organization.id, activity.recordType, activity.recordId);
  const { id, date, version, deletedAt } = activity;
  return {
    ...(deletedAt ? deletedActivityKey(parent, id) : activityKey(parent, date, id)),
    kind: deletedAt ? 'deletedActivity' : 'activity',
    schema: 1,
    version,
    data: JSON.stringify(activity),
  };
}

/** Activities that were deleted and not restored, by id. */
const deleted = new Map<string, Activity>();

/** Writes an activity to its new key and removes it from the previous one if the key changed. */
export async function act(world: AnalyticsWorld, activity: Omit<Activity, 'version'>): Promise<void> {
  const before = world.activities.get(activity.id) ?? deleted.get(activity.id);
  const after: Activity = { ...activity, version: (before?.version ?? 0) + 1 };
  const [from, to] = [before && activityItem(world, before), activityItem(world, after)];
  const stays = from?.sk === to.sk;
  if (from && !stays) await put(world, from, undefined);
  await put(world, stays ? from : undefined, to);
  world.activities.delete(activity.id);
  deleted.delete(activity.id);
  (after.deletedAt ? deleted : world.activities).set(activity.id, after);
}

/**
 * Passes up to `most` stream records to the reader, starting at its position or `back` records earlier. The position
 * stays the same if the worker crashes or the reader reports a failure.
 */
export async function deliver(
  world: AnalyticsWorld,
  most: number,
  worker: Worker = {},
  back = 0,
): Promise<void> {
  rememberSettings(world.organization);
  const from = Math.max(0, world.done - back);
  const batch = world.stream.slice(from, from + most);
  const answers: DynamoDBBatchResponse[] = [];
  await workAs(worker, async () => {
    answers.push(await handler({ Records: batch }));
  });
  if (answers[0]?.batchItemFailures.length === 0) world.done = Math.max(world.done, from + batch.length);
}

/**
 * Projects a record again, as a backfill or a redrive does. If the worker crashes, this is repeated without a crash.
 */
export async function rebuild(
  world: AnalyticsWorld,
  type: Counted,
  id: string,
  worker: Worker = {},
): Promise<void> {
  rememberSettings(world.organization);
  const name = { definition: recordDefinitions[type], orgId: world.organization.id, id };
  if (!(await workAs(worker, () => reindex(newSession(), name)))) await reindex(newSession(), name);
}

/** Changes the organization's time zone, and requests the recount that this requires. */
export async function changeTimeZone(world: AnalyticsWorld, timeZone: string): Promise<void> {
  const { id } = (world.organization = { ...world.organization, timeZone });
  await putItem({ ...organizationKey(id), version: 2, data: JSON.stringify(world.organization) });
  rememberSettings(world.organization);
  await putItem({ ...recountKey(id), kind: 'recount', org: id, at: '2026-01-01T00:00:00.000Z' });
}

/** Runs one turn of the scheduled recount. */
export const recount = (milliseconds: number): Promise<void> =>
  recountOrganizations(newSession(), Date.now() + milliseconds);

/** Progress of an organization's recount; undefined once it is finished. */
export async function recountProgress({ organization }: AnalyticsWorld): Promise<Item | undefined> {
  const { pk, sk } = recountKey(organization.id);
  const items = (await scanAll(table.client, table.name)) as Item[];
  return items.find((item) => item.pk === pk && item.sk === sk);
}

/** The rollups and counters of the organization. */
export async function rollups({ organization }: AnalyticsWorld): Promise<Item[]> {
  const items = await scanAll(table.client, table.name);
  return items.filter(({ pk }) => pk.startsWith(`ORG#${organization.id}#COUNT#`)) as Item[];
}

export const stopTable = (): Promise<void> => table.stop();
