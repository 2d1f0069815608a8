import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { ListSubject } from '#data/lists/list-subject.ts';
import {
  appendToFeed,
  buildSnapshot,
  idsInSnapshot,
  layoutOf,
  letBuildsEnd,
  newContacts,
  newSession,
  openSnapshot,
  readPointers,
  renewOrBuild,
  stopRenewals,
  subjectOf,
  table,
} from './list-world.ts';

/** Lets a snapshot and its feed have been read last before this number of days. */
async function letDaysPass(subject: ListSubject, days: number): Promise<void> {
  const through = new Date(Date.now() - days * 86_400_000).toISOString();
  for (const { pk, sk } of await readPointers(newSession(), subject))
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: 'SET through = :through',
        ExpressionAttributeValues: { ':through': through },
      }),
    );
}

test('the snapshot of a list that nobody changes or opens is renewed without being built, and stays usable', async () => {
  const subject = subjectOf('untouched');
  const world = newContacts('untouched');
  await world.write('first', {});
  await buildSnapshot(newSession(), subject);
  const [built] = await readPointers(newSession(), subject);
  // The changes of other lists don't matter.
  await appendToFeed(newSession(), [{ orgId: 'untouched', type: 'deal', id: 'd1' }]);
  for (let week = 0; week < 3; week += 1) {
    await letDaysPass(subject, 2.5);
    expect(await renewOrBuild(newSession(), subject)).toEqual({ outcome: 'renewed' });
    expect(await openSnapshot(newSession(), subject)).toMatchObject({ isAged: false });
  }
  const [renewed] = await readPointers(newSession(), subject);
  expect(renewed?.object).toBe(built?.object);
  expect(await renewOrBuild(newSession(), subject)).toEqual({ outcome: 'not due' });
  expect(await idsInSnapshot(subject)).toEqual(['first']);
});

test('the snapshot of a list that has changed, or is too old to be renewed, is built anew', async () => {
  const subject = subjectOf('touched');
  const world = newContacts('touched');
  await world.write('first', {});
  await buildSnapshot(newSession(), subject);
  await world.write('second', {});
  await world.append('second');
  await letDaysPass(subject, 2.5);
  await letBuildsEnd(subject);
  expect(await renewOrBuild(newSession(), subject)).toMatchObject({ outcome: 'built', records: 2 });
  await letDaysPass(subject, 4);
  await letBuildsEnd(subject);
  expect(await openSnapshot(newSession(), subject)).toBeUndefined();
  expect(await renewOrBuild(newSession(), subject)).toMatchObject({ outcome: 'built', records: 2 });
});

test('a snapshot whose objects would be deleted before the next renewal is built anew, though nothing has changed', async () => {
  const subject = subjectOf('old-objects');
  await newContacts('old-objects').write('first', {});
  await buildSnapshot(newSession(), subject);
  const [built] = await readPointers(newSession(), subject);
  await letDaysPass(subject, 2.5);
  await letBuildsEnd(subject);
  expect(await renewOrBuild(newSession(), subject)).toMatchObject({ outcome: 'built', records: 1 });
  const [rebuilt] = await readPointers(newSession(), subject);
  expect(rebuilt?.object).not.toBe(built?.object);
});

test('snapshots of former layouts, and of organizations that are being deleted, wait for no renewal', async () => {
  const subject = subjectOf('layouts');
  await newContacts('layouts').write('first', {});
  const columns = new Map([...subject.columns].slice(1));
  await buildSnapshot(newSession(), { ...subject, columns });
  await buildSnapshot(newSession(), subject);
  const waiting = async () =>
    (await readPointers(newSession(), subject))
      .filter((pointer) => 'g6pk' in pointer)
      .map(({ layout }) => layout);
  expect(await waiting()).toHaveLength(2);
  await renewOrBuild(newSession(), subject);
  expect(await waiting()).toEqual([layoutOf(subject)]);
  await stopRenewals(newSession(), { orgId: 'layouts', name: 'contact' });
  expect(await waiting()).toEqual([]);
  expect(await idsInSnapshot(subject)).toEqual(['first']);
});

test('a renewal is asked for when it is due, and again in an hour if nothing comes of it', async () => {
  const { askForRenewal } = await import('#data/copies/copy-renewal.ts');
  const { takeDue } = await import('#data/due/take-due.ts');
  const subject = subjectOf('due');
  await newContacts('due').write('first', {});
  await buildSnapshot(newSession(), subject);
  const due = async (): Promise<string> => {
    const [pointer] = await readPointers(newSession(), subject);
    return (pointer as unknown as { g6sk: string }).g6sk;
  };
  const hoursUntil = async () => (Date.parse((await due()).slice(0, 24)) - Date.now()) / 3_600_000;
  expect(await hoursUntil()).toBeCloseTo(48, 1);
  const { pk, sk } = (await readPointers(newSession(), subject))[0]!;
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk, sk },
      UpdateExpression: 'SET g6sk = :past',
      ExpressionAttributeValues: { ':past': '2026-01-01T00:00:00.000Z#due#contact' },
    }),
  );
  const session = newSession();
  // No queue listens here, so that the message is lost.
  const asked = takeDue(session, { 'copy-renewal': { take: askForRenewal } }, Infinity);
  await expect(asked).rejects.toThrow();
  expect(await hoursUntil()).toBeCloseTo(1, 1);
  expect(await askForRenewal(session, { pk, sk, g6sk: '2026-01-01T00:00:00.000Z#due#contact' })).toBe('left');
});
