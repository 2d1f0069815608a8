import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { BatchWriteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import type { CopyPart } from '#data/copies/copy-source.ts';
import type { ListSubject } from '#data/lists/list-subject.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import { ordered } from './list-recount.ts';
import {
  bucket,
  buildSnapshot,
  catchUp,
  getObject,
  listSource,
  newContacts,
  newSession,
  now,
  openSnapshot,
  putObject,
  readPointers,
  subjectOf,
  table,
} from './list-world.ts';
import { randomOf } from './random.ts';
import type { Item } from './recount.ts';
import { scanAll } from './table-under-test.ts';
import { watchCalls, watchFetch, workAs } from './workers.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const { client } = await import('#data/sdk/client.ts');
const { copyOfTable } = await import('#data/copies/copy.ts');
watchCalls(client);
watchFetch();

const orgId = 'killed-builds';
const world = newContacts(orgId);
const random = randomOf(seed);
const size: CustomField = { key: 'size', label: 'Size', kind: 'number' };
const layouts: CustomField[][] = [[size], [size, { key: 'note', label: 'Note', kind: 'text' }]];
const kinds = { 'custom.size': 'number' } as const;
const past = '2026-01-01T00:00:00.000Z';

/** The ids that an instance with nothing in memory answers, sorted by a custom field. */
async function coldAnswer(subject: ListSubject): Promise<{ ids: string[]; fromSnapshot: boolean }> {
  const snapshot = (await openSnapshot(newSession(), subject))?.copy;
  const copy = snapshot ?? (await copyOfTable(newSession(), listSource(subject), 1_000));
  if (!copy) throw new Error('the list is too large');
  await catchUp(newSession(), subject, copy, { recordsMax: 1_000, ageMaxMs: 0, until: Date.now() + 60_000 });
  const column = subject.columns.get('custom.size')!;
  const sorts = [{ column, isDescending: false }];
  const { rows } = copy.database.answer({ reach: 'all', sorts, limit: 1_000 });
  copy.database.close();
  return { ids: rows.map(({ id }) => id), fromSnapshot: snapshot !== undefined };
}

function recounted(): string[] {
  const live = [...world.records.values()].filter(({ deletedAt }) => deletedAt === undefined);
  return ordered(
    live.map((record) => ({ record })),
    [{ field: 'custom.size', descending: false }],
    kinds,
  );
}

async function changeSome(): Promise<void> {
  for (let change = random.below(4); change >= 0; change -= 1) {
    const id = `id-${random.below(40)}`;
    if (random.chance(0.2)) await world.remove(id);
    else
      await world.write(id, {
        deletedAt: random.oneOf([undefined, undefined, now]),
        custom: random.oneOf([{ size: random.below(9) }, undefined]),
      });
    await world.append(id);
  }
}

/** Lets the lease of a killed builder expire, and the last build have ended long ago. */
async function letBuildsEnd(subject: ListSubject): Promise<void> {
  for (const { pk, sk, building } of await readPointers(newSession(), subject)) {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: `SET builtAt = :past${building ? ', building = :building' : ''}`,
        ExpressionAttributeValues: {
          ':past': past,
          ...(building ? { ':building': { ...building, until: past } } : {}),
        },
      }),
    );
  }
}

const itemsOf = async (): Promise<Item[]> =>
  (await scanAll(table.client, table.name)).filter(({ pk }) => pk.startsWith(`ORG#${orgId}#`));

interface Moment {
  items: Item[];
  records: ReadonlyMap<string, AnyRecord>;
}

/** Restores the table to an earlier moment. The bucket keeps its objects. */
async function restore({ items, records }: Moment): Promise<void> {
  const deletes = (await itemsOf()).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  for (const requests of [deletes, puts])
    for (let start = 0; start < requests.length; start += 25) {
      const RequestItems = { [table.name]: requests.slice(start, start + 25) };
      await table.client.send(new BatchWriteCommand({ RequestItems }));
    }
  world.records.clear();
  for (const [id, record] of records) world.records.set(id, record);
}

/** Replaces the objects that the next answer is read from. */
async function changeObjects(
  subject: ListSubject,
  part: CopyPart,
  change: (bytes: Buffer) => Buffer | undefined,
): Promise<void> {
  for (const { object } of await readPointers(newSession(), subject)) {
    const key = `${object}/${part}`;
    const bytes = object && (await getObject(key, 0));
    const changed = bytes && change(Buffer.from(bytes));
    if (changed) await putObject(key, 'text/plain', changed);
    else await bucket.store.remove(key);
  }
}

const anyPart = (): CopyPart => random.oneOf(['columns', 'bodies'] as const);

const damages: Record<string, (subject: ListSubject) => Promise<void>> = {
  'a missing object': (subject) => changeObjects(subject, anyPart(), () => undefined),
  'a truncated object': (subject) =>
    changeObjects(subject, anyPart(), (bytes) => bytes.subarray(0, random.below(bytes.length))),
  'an object with a changed byte': (subject) =>
    changeObjects(subject, anyPart(), (bytes) => {
      const at = random.below(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.below(8));
      return bytes;
    }),
  /** A later version with another schema and layout has published since, whose columns this one doesn't know. */
  async 'a snapshot of a later version'(subject) {
    const [pointer] = await readPointers(newSession(), subject);
    if (!pointer) return;
    const Item = {
      ...pointer,
      ...{
        sk: `contact#later`,
        layout: 'later',
        schema: pointer.schema + 1,
        through: new Date().toISOString(),
      },
    };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  },
  /** An earlier version with the same schema, which stored its records in a form that this one can't read. */
  async 'a snapshot whose records are unreadable'(subject) {
    const [pointer] = await readPointers(newSession(), subject);
    if (!pointer?.parts) return;
    const object = `lists/${orgId}/contact/earlier`;
    const bytes = zstdCompressSync('{"name":');
    await putObject(`${object}/bodies`, 'text/plain', bytes);
    const digest = createHash('sha256').update(bytes).digest('base64url');
    const bodies = { bytes: bytes.length, digest };
    const parts = { ...pointer.parts, bodies };
    const Item = { ...pointer, sk: 'contact#earlier', layout: 'earlier', object, parts };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  },
};

test('after a builder is killed at any point, the next answer and the next build equal a plain recount', async () => {
  let [kills, fromSnapshots] = [0, 0];
  while (kills < count(10, 200)) {
    await changeSome();
    const subject = subjectOf(orgId, random.oneOf(layouts));
    await letBuildsEnd(subject);
    const crashesAt = 1 + random.below(26);
    // Others write while the builder works.
    const pausesAt = 1 + random.below(crashesAt);
    const isDone = await workAs({ crashesAt, pausesAt, meanwhile: changeSome }, async () => {
      await buildSnapshot(newSession(), subject);
    });
    if (!isDone) kills += 1;
    if (random.chance(0.5)) await changeSome();
    const { ids, fromSnapshot } = await coldAnswer(subjectOf(orgId, random.oneOf(layouts)));
    expect(ids, `killed before call ${crashesAt}`).toEqual(recounted());
    if (fromSnapshot) fromSnapshots += 1;
    if (random.chance(0.3)) {
      await letBuildsEnd(subject);
      expect((await buildSnapshot(newSession(), subject)).differences ?? 0).toBe(0);
    }
  }
  expect(fromSnapshots).toBeGreaterThan(kills / 3);
});

test.each(Object.entries(damages))('with %s, the next answer equals a plain recount', async (_, damage) => {
  for (let step = 0; step < count(4, 40); step += 1) {
    await changeSome();
    const subject = subjectOf(orgId, random.oneOf(layouts));
    await letBuildsEnd(subject);
    await buildSnapshot(newSession(), subject);
    if (random.chance(0.5)) await changeSome();
    await damage(subject);
    expect((await coldAnswer(subject)).ids).toEqual(recounted());
  }
});

test('after the table is restored to an earlier moment, the next answers and builds equal a recount of that moment', async () => {
  for (let step = 0; step < count(3, 30); step += 1) {
    const subject = subjectOf(orgId, random.oneOf(layouts));
    await changeSome();
    await letBuildsEnd(subject);
    await buildSnapshot(newSession(), subject);
    await changeSome();
    const moment: Moment = { items: await itemsOf(), records: new Map(world.records) };
    const before = recounted();
    // Since then, records changed, and builders have replaced the snapshot once or twice.
    for (let builds = 1 + random.below(2); builds > 0; builds -= 1) {
      await changeSome();
      await letBuildsEnd(subject);
      await buildSnapshot(newSession(), subject);
    }
    await restore(moment);
    expect((await coldAnswer(subject)).ids).toEqual(before);
    await changeSome();
    expect((await coldAnswer(subject)).ids).toEqual(recounted());
    await letBuildsEnd(subject);
    expect((await buildSnapshot(newSession(), subject)).differences ?? 0).toBe(0);
    expect((await coldAnswer(subject)).ids).toEqual(recounted());
  }
});
