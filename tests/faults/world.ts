import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Organization } from '#contract/organization.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import type { Image } from '#data/projection/project.ts';
import { watchCalls, workAs, type Worker } from './workers.ts';
import { recountDifferences, type Item } from './recount.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
const { project, reproject } = await import('#data/projection/project.ts');
const { contactRecords } = await import('#data/records/contact.ts');
const { recordItem } = await import('#data/records/stored.ts');
const { client } = await import('#data/sdk/client.ts');
const { newSession } = await import('#data/store/units.ts');
watchCalls(client);

const orgId = 'o';
const settings = { id: orgId, currency: 'USD' } as Organization;
const stamp = '2026-11-01T23:30:00.000Z';

/** Records of one organization, the stream of their writes, and the position of the stream reader. */
export interface World {
  definition: RecordDefinition;
  records: Map<string, AnyRecord>;
  stream: Image[];
  done: number;
  /** Repeated deliveries and rebuilds that crashed. `settle` completes them. */
  unfinished: (() => Promise<unknown>)[];
}

export const newWorld = (definition: RecordDefinition = contactRecords): World => ({
  definition,
  records: new Map(),
  stream: [],
  done: 0,
  unfinished: [],
});

/**
 * Writes the next version of a record. If a record with this id was removed, its version numbers continue; in the
 * product, the id of a removed record is never reused.
 */
export async function write(world: World, id: string, patch: Partial<AnyRecord>): Promise<void> {
  const version = Math.max(
    0,
    ...world.stream.filter((image) => image.id === id).map((image) => image.version),
  );
  const head = { createdAt: stamp, createdBy: 'u', updatedAt: stamp, updatedBy: 'u' };
  const before = world.records.get(id) ?? { ...head, firstName: 'Ana', statusId: 'prospect' };
  const record = { ...before, ...patch, id, version: version + 1 } as AnyRecord;
  record.fullName = record.firstName;
  world.records.set(id, record);
  const Item = recordItem(world.definition, orgId, record, settings);
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  world.stream.push({ definition: world.definition, orgId, id, version: record.version, record });
}

/** Removes a record, as the table's TTL does. */
export async function remove(world: World, id: string): Promise<void> {
  const record = world.records.get(id);
  if (!record) return;
  world.records.delete(id);
  const { pk, sk } = recordItem(world.definition, orgId, record, settings);
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
  world.stream.push({
    definition: world.definition,
    orgId,
    id,
    version: record.version + 1,
    record: undefined,
  });
}

/**
 * Passes up to `most` images to the reader. After a crash, the next call starts at the same position and can include
 * images that have arrived since.
 */
export async function deliver(world: World, most: number, worker: Worker = {}): Promise<void> {
  const batch = world.stream.slice(world.done, world.done + most);
  if (await workAs(worker, () => project(newSession(), batch))) world.done += batch.length;
}

/** Delivers images that were processed before. */
export async function repeat(world: World, from: number, to: number, worker: Worker = {}): Promise<void> {
  const batch = world.stream.slice(from, Math.min(to, world.done));
  const work = () => project(newSession(), batch);
  if (!(await workAs(worker, work))) world.unfinished.push(work);
}

/** Projects a record again, as a backfill or a redrive does. */
export async function rebuild(world: World, id: string, worker: Worker = {}): Promise<void> {
  const work = () => reproject(newSession(), { definition: world.definition, orgId, id });
  if (!(await workAs(worker, work))) world.unfinished.push(work);
}

/**
 * Stores what was projected as version 0.8 did: a title and a text in each lookup term, and a second set of the terms for
 * the owner.
 */
export async function storeAsBefore(): Promise<void> {
  const put = (Item: Item) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  for (const item of await scanAll(table.client, table.name)) {
    if (item.kind === 'word') {
      const older = { ...item, title: 'Ana', text: ' ana' };
      await put(older);
      await put({ ...older, pk: item.pk.replace('#W##', '#W#owner-1#') });
    }
    if (item.kind === 'ledger') {
      const state = { ...JSON.parse(item.data as string), owner: 'owner-1', label: 'digest' };
      await put({ ...item, data: JSON.stringify(state) });
    }
  }
}

/** Completes all unfinished work, returns how the projection differs from a recount, and empties the table. */
export async function settle(world: World): Promise<string[]> {
  while (world.done < world.stream.length) await deliver(world, 3);
  for (const work of world.unfinished) await work();
  const items = await scanAll(table.client, table.name);
  for (const { pk, sk } of items)
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
  return recountDifferences(items, world.definition);
}

export const stopTable = (): Promise<void> => table.stop();
