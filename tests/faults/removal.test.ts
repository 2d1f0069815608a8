import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { noteKey, organizationKey, pinnedNoteKey, projectionKey, recordKey } from '#data/store/keys.ts';
import { recountDifferences } from './recount.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
const { contactRecords: definition } = await import('#data/records/contact.ts');
const { project } = await import('#data/projection/project.ts');
const { reindex } = await import('#data/projection/reindex.ts');
const { creation, deletion } = await import('#data/records/write.ts');
const { transact } = await import('#data/store/transact.ts');
const { newSession } = await import('#data/store/units.ts');
const { backfill } = await import('../../events/reprojection/projection-pass.ts');

const orgId = 'o';
const settings = { id: orgId, timeZone: 'UTC', country: 'CO', contactStatuses: [{ id: 'prospect' }] };
const context = () =>
  ({
    ...newSession(),
    requestId: 'r',
    now: new Date().toISOString(),
    actor: { userId: 'u' },
    orgId,
    settings,
  }) as unknown as Context;

const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));
const items = () => scanAll(table.client, table.name);
const remaining = async () =>
  (await items()).filter((item) => /ludovica|archipelago/i.test(JSON.stringify(item)));

beforeAll(async () => {
  await put({ ...organizationKey(orgId), kind: 'organization', version: 1, data: JSON.stringify(settings) });
});
afterAll(() => table.stop());

/**
 * Creates and deletes a record with notes, then removes only the record's item, as if the stream record of the removal
 * had been lost.
 */
async function loseRemoval(email: string): Promise<string> {
  const made = creation(definition, context(), { firstName: 'Ludovica', email });
  const { id } = made.record;
  await transact(newSession(), made.actions);
  const key = recordKey(orgId, 'contact', id);
  for (const note of [noteKey(key, 'n1'), pinnedNoteKey(key, 'n2')])
    await put({ ...note, kind: 'note', data: JSON.stringify({ body: 'Draws the archipelago' }) });
  const deleted = await deletion(definition, context(), made.record);
  await transact(newSession(), deleted.actions);
  for (const { record } of [made, deleted])
    await project(newSession(), [{ definition, orgId, id, version: record.version, record }]);
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
  return id;
}

/** Expects that all remaining traces of the records expire, and that lookup terms and counters equal a recount. */
async function expectNothingLeft(): Promise<void> {
  const left = await remaining();
  expect(left.map(({ kind }) => kind)).toEqual(left.map(() => 'unique'));
  for (const { expiresAt } of left) expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
  const states = (await items()).filter(({ kind }) => kind === 'ledger');
  expect(states.filter(({ expiresAt }) => expiresAt === undefined)).toEqual([]);
  expect(recountDifferences(await items())).toEqual([]);
}

test('leftovers of a record are removed when it is redriven from the poison queue', async () => {
  const id = await loseRemoval('ludovica@redriven.example');
  expect((await remaining()).length).toBeGreaterThan(2);
  await reindex(newSession(), { definition, orgId, id });
  await expectNothingLeft();
  const before = await items();
  const session = newSession();
  await reindex(session, { definition, orgId, id });
  expect([session.units.write, await items()]).toEqual([0, before]);
});

test('leftovers of a record are removed by a reprojection of all records', async () => {
  await loseRemoval('ludovica@walked.example');
  await put({ ...projectionKey('contact'), kind: 'projection' });
  await backfill(newSession(), definition, Date.now() + 60_000);
  await expectNothingLeft();
});
