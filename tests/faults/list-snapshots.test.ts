import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import type { StoredTask } from '#data/entries/task.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import {
  bucket,
  buildSnapshot,
  catchUp,
  contactRecords,
  getObject,
  idsInSnapshot,
  leaseBuild,
  letBuildsEnd,
  newContacts,
  newSession,
  now,
  openSnapshot,
  publish,
  putObject,
  readPointers,
  recordItem,
  releaseBuild,
  settings,
  stamp,
  subjectOf,
  table,
  totalIn,
} from './list-world.ts';
import { randomOf } from './random.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const liveIds = (records: ReadonlyMap<string, AnyRecord>): string[] =>
  [...records.values()].flatMap(({ id, deletedAt }) => (deletedAt === undefined ? [id] : [])).sort();

// This test is the first, because backfills reach all records in the table.
test('values beside records that earlier releases did not store reach copies from their snapshots with the backfill', async () => {
  const { backfill } = await import('../../events/reprojection/projection-pass.ts');
  const { projectionHash } = await import('#data/records/projection-hash.ts');
  const { projectionKey } = await import('#data/store/keys.ts');
  const { formerTaskItem } = await import('../former-task.ts');
  const session = newSession();
  const world = newContacts('former-values');
  for (const id of ['with', 'without']) await world.write(id, {});
  const task: StoredTask = {
    ...{ id: 'task', version: 1, title: 'Call', dueAt: now, priority: 'normal' as const, assigneeId: 'u1' },
    ...{ recordType: 'contact', recordId: 'with', createdAt: stamp, createdBy: 'u1' },
  };
  const item = formerTaskItem('former-values', task);
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  const subject = subjectOf('former-values');
  const column = subject.columns.get('nextTaskAt')!;
  const columns = new Map([...subject.columns].filter(([name]) => name !== column.name));
  const former = { ...subject, columns };
  // The former release builds a snapshot after the backfill has stored the value, but doesn't read it.
  await buildSnapshot(session, former);
  await backfill(session, contactRecords, Infinity);
  const pass = { ...projectionKey('contact'), kind: 'projection', hash: projectionHash(contactRecords) };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...pass, checkAt: 1 } }));
  const [pointer] = await readPointers(session, former);
  const through = new Date(Date.now() + 1).toISOString();
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: pointer!.pk, sk: pointer!.sk },
      UpdateExpression: 'SET through = :through',
      ExpressionAttributeValues: { ':through': through },
    }),
  );
  await backfill(session, contactRecords, Infinity);
  const copy = (await openSnapshot(session, subject))!.copy;
  await catchUp(session, subject, copy, { recordsMax: 100, ageMaxMs: 0, until: Date.now() + 10_000 });
  const filter = { column, test: { empty: true }, isInverted: true } as const;
  const { rows } = copy.database.answer({ reach: 'all', sorts: [], limit: 10, filter });
  copy.database.close();
  expect(rows.map(({ id }) => id)).toEqual(['with']);
});

test('a snapshot with later changes equals a plain recount, whatever fails while snapshots are built', async () => {
  const random = randomOf(seed);
  const world = newContacts('snapshots');
  const session = newSession();
  const ids = Array.from({ length: 30 }, (_, index) => `id-${index}`);
  const layouts: CustomField[][] = [[], [{ key: 'size', label: 'Size', kind: 'number' }]];
  let found = 0;
  for (let step = 0; step < count(120, 2_000); step += 1) {
    const id = random.oneOf(ids);
    if (random.chance(0.2)) await world.remove(id);
    else
      await world.write(id, { deletedAt: random.oneOf([undefined, undefined, now]), custom: { size: step } });
    await world.append(id);
    const subject = subjectOf('snapshots', random.oneOf(layouts));
    const roll = random.below(10);
    if (roll < 3) await buildSnapshot(session, subject);
    // A builder that is killed before it publishes leaves its lease behind.
    if (roll === 3) await leaseBuild(session, subject, 0);
    if (roll > 6) await letBuildsEnd(subject);
    const objects = bucket.store.keys();
    if (roll === 4 && objects.length > 0) await bucket.store.remove(random.oneOf(objects));
    // The object of another snapshot is intact, but not the one that the pointer describes.
    if (roll === 5 && objects.length > 0) {
      const bytes = await getObject(random.oneOf(objects), 0);
      await putObject(random.oneOf(objects), 'text/plain', random.oneOf([bytes!, Buffer.from('damaged')]));
    }
    const answer = await idsInSnapshot(subject);
    if (answer) expect(answer, `step ${step}`).toEqual(liveIds(world.records));
    if (answer) found += 1;
  }
  expect(found).toBeGreaterThan(count(30, 500));
});

test('of two builders at the same time only one publishes, and a late one doesn’t replace its successor’s snapshot', async () => {
  const world = newContacts('builders');
  await world.write('first', {});
  const subject = subjectOf('builders');
  const lease = await leaseBuild(newSession(), subject, 0);
  expect(await leaseBuild(newSession(), subject, 0)).toBeUndefined();
  await letBuildsEnd(subject);
  expect(await buildSnapshot(newSession(), subject)).toMatchObject({ outcome: 'built', records: 1 });
  const copy = (await openSnapshot(newSession(), subject, { withBodies: true }))?.copy;
  await world.write('second', {});
  expect(await publish(newSession(), subject, lease!, copy!)).toBe(false);
  copy!.database.close();
  await world.append('second');
  expect(await idsInSnapshot(subject)).toEqual(['first', 'second']);
});

test('snapshots of former layouts are removed once they are too old to be used', async () => {
  const world = newContacts('former');
  await world.write('first', {});
  const former = subjectOf('former', [{ key: 'size', label: 'Size', kind: 'number' }]);
  await buildSnapshot(newSession(), former);
  const [{ pk, sk } = { pk: '', sk: '' }] = await readPointers(newSession(), former);
  const change = { UpdateExpression: 'SET through = :past', ExpressionAttributeValues: { ':past': stamp } };
  await table.client.send(new UpdateCommand({ TableName: table.name, Key: { pk, sk }, ...change }));
  await buildSnapshot(newSession(), subjectOf('former'));
  expect(await readPointers(newSession(), former)).toHaveLength(1);
  expect(bucket.store.keys().filter((key) => key.startsWith('lists/former/'))).toHaveLength(2);
  expect(await idsInSnapshot(former)).toEqual(['first']);
});

test('a lost response of a write to the pointer neither loses the snapshot nor blocks the next build', async () => {
  const world = newContacts('lost-responses');
  await world.write('first', {});
  const subject = subjectOf('lost-responses');
  const { client } = await import('#data/sdk/client.ts');
  const send = client.send.bind(client) as (command: Sent) => Promise<object>;
  interface Sent {
    input: { Item?: { kind?: { S?: string } } };
  }
  /** Sends the next write of a pointer twice, as the SDK does after a response that was lost. */
  const loseNextWrite = () => {
    let isDue = true;
    client.send = (async (command: Sent) => {
      const answer = await send(command);
      if (!isDue || command.input.Item?.kind?.S !== 'listSnapshot') return answer;
      isDue = false;
      return send(command);
    }) as never;
  };
  loseNextWrite();
  const lease = await leaseBuild(newSession(), subject, 0);
  expect(lease).toBeDefined();
  await releaseBuild(newSession(), lease!);
  loseNextWrite();
  expect(await buildSnapshot(newSession(), subject)).toMatchObject({ outcome: 'built' });
  client.send = send as never;
  expect(await idsInSnapshot(subject)).toEqual(['first']);
});

test('a build that fails lets the next one start immediately', async () => {
  const world = newContacts('failing');
  await world.write('first', {});
  const put = bucket.store.put.bind(bucket.store);
  bucket.store.put = () => Promise.reject(new Error('full'));
  await expect(buildSnapshot(newSession(), subjectOf('failing'))).rejects.toThrow('unavailable');
  bucket.store.put = put;
  expect(await buildSnapshot(newSession(), subjectOf('failing'))).toMatchObject({ outcome: 'built' });
});

test('a record that can’t be read is left out of its list, and the others are found', async () => {
  const world = newContacts('unreadable');
  for (const id of ['first', 'second']) await world.write(id, {});
  expect(await totalIn('unreadable')).toBe(2);
  const { pk, sk } = recordItem(contactRecords, 'unreadable', world.records.get('first')!, settings);
  const change = { UpdateExpression: 'SET #data = :data', ExpressionAttributeNames: { '#data': 'data' } };
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk, sk },
      ...change,
      ExpressionAttributeValues: { ':data': '{"phones":5}' },
    }),
  );
  await world.append('first');
  expect(await totalIn('unreadable')).toBe(1);
});

test('a large list without a snapshot is refused until there is one', async () => {
  const world = newContacts('large');
  await Promise.all(Array.from({ length: 3_001 }, (_, index) => world.write(`id-${index}`, {})));
  await expect(totalIn('large', Date.now() + 1_000)).rejects.toThrow('unavailable');
  await buildSnapshot(newSession(), subjectOf('large'));
  expect(await totalIn('large')).toBe(3_001);
});

test('an object other than the one that the pointer describes is not used', async () => {
  const world = newContacts('swapped');
  const subject = subjectOf('swapped');
  await world.write('first', {});
  await buildSnapshot(newSession(), subject);
  const [former] = await readPointers(newSession(), subject);
  await letBuildsEnd(subject);
  await world.write('second', {});
  await world.append('second');
  await buildSnapshot(newSession(), subject);
  expect(await idsInSnapshot(subject)).toEqual(['first', 'second']);
  const [current] = await readPointers(newSession(), subject);
  const other = await getObject(`${former!.object}/columns`, 0);
  await putObject(`${current!.object}/columns`, 'text/plain', other!);
  expect(await openSnapshot(newSession(), subject)).toBeUndefined();
});

test('a comparison counts records whose change the feed lacks, but none that change during a build', async () => {
  const subject = subjectOf('compared');
  const world = newContacts('compared');
  const ids = Array.from({ length: 60 }, (_, at) => `id-${at}`);
  for (const id of ids) await world.write(id, { city: 'Cali' });
  await world.append(...ids);
  await buildSnapshot(newSession(), subject);
  /** The next build compares the snapshot with the table. */
  const compare = async () => {
    await letBuildsEnd(subject);
    for (const { pk, sk } of await readPointers(newSession(), subject))
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: 'SET attempts = :attempts',
          ExpressionAttributeValues: { ':attempts': 49 },
        }),
      );
    return (await buildSnapshot(newSession(), subject)).differences;
  };
  for (let round = 0; round < count(5, 40); round += 1) {
    let isBuilding = true;
    const writeOn = async () => {
      for (let at = 0; isBuilding; at += 1) {
        const id = ids[at % ids.length] ?? '';
        await world.write(id, { city: `Round ${round} ${at}` });
        await world.append(id);
      }
    };
    const writing = writeOn();
    const differences = await compare();
    isBuilding = false;
    await writing;
    expect(differences).toBe(0);
  }
  await world.write('missed', { city: 'Cali' });
  expect(await compare()).toBe(1);
  expect(await compare()).toBe(0);
});
