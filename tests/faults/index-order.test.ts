import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { ownerOfNew } from './owner-under-test.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const [{ list }, { backfill }, { recordDefinitions }, { recordItem }, { fold }, { newSession }] =
  await Promise.all([
    import('../../functions/lists/list.ts'),
    import('../../events/reprojection/projection-pass.ts'),
    import('#data/records/definitions.ts'),
    import('#data/records/stored.ts'),
    import('#data/values/search-terms.ts'),
    import('#data/store/units.ts'),
  ]);

afterAll(() => table.stop());

test('names are in order while a release with other sort keys rewrites them', async () => {
  const { vendor } = recordDefinitions;
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const former = {
    ...vendor,
    sorts: { ...vendor.sorts, name: ({ name }: object & { name?: unknown }) => fold(String(name)) },
  };
  const names = ['Ana', 'Ana B', 'Ana C'];
  for (const [at, name] of names.entries()) {
    const stamp = `2026-11-0${at + 1}T00:00:00.000Z`;
    const head = { version: 1, createdAt: stamp, createdBy: 'ada', updatedAt: stamp, updatedBy: 'ada' };
    const record = { id: uuidv7(), ...head, name, statusId: 'active' };
    const item = recordItem(at === 2 ? former : vendor, context.orgId, record, context.settings);
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  }
  const read = async () => {
    const { items, asOf } = await list(vendor, context, { sort: 'name' });
    return { names: items.map(({ name }) => name), isFromIndex: asOf === undefined };
  };
  expect(await read()).toEqual({ names, isFromIndex: false });
  await backfill(newSession(), vendor, Date.now() + 60_000);
  expect(await read()).toEqual({ names, isFromIndex: true });
});
