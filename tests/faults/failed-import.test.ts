import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '#data/organization/context.ts';
import type { StoredImport } from '#data/imports/import-runs.ts';
import { startBucket } from './bucket-under-test.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { startTable } from './table-under-test.ts';

let table: Awaited<ReturnType<typeof startTable>>;
let bucket: Awaited<ReturnType<typeof startBucket>>;
let data: Awaited<ReturnType<typeof importData>>;
let context: Context;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [item, objects, { advanceImport }, { transact }, { newSession }] = await Promise.all([
    import('#data/imports/import-runs.ts'),
    import('#data/imports/import-objects.ts'),
    import('#data/imports/advance.ts'),
    import('#data/store/transact.ts'),
    import('#data/store/units.ts'),
  ]);
  return { ...item, ...objects, advanceImport, transact, newSession };
}

beforeAll(async () => {
  table = await startTable();
  bucket = await startBucket();
  data = await importData();
  context = await ownerOfNew(table.client, data.newSession(), table.name);
});
afterAll(async () => {
  await bucket.stop();
  await table.stop();
});

/** An import in this state whose file has never been uploaded and whose rows don't exist. */
async function newImport(state: 'reading' | 'checking'): Promise<StoredImport> {
  const { now, actor } = context;
  const reading = {
    ...({ dateOrder: 'dmy', decimalMark: '.' } as const),
    ...{ country: 'CO', currency: 'COP', emptyTexts: [] },
  };
  const stored: StoredImport = {
    ...{ id: uuidv7(), version: 1, state, etag: '"none"', createdBy: actor.userId },
    file: { name: 'a.csv', sizeBytes: 10, recordType: 'contact', rows: 1, reading },
    ...{ createdAt: now, updatedAt: now },
  };
  await data.transact(context, data.importRuns.write(context, undefined, stored, 'created'));
  return stored;
}

const stateOf = async (id: string) => {
  const found = await data.readImport(context, context.orgId, id, context.now);
  return [found?.state, found?.problem];
};
const advance = (id: string, isLastAttempt = false) =>
  data.advanceImport(data.newSession(), { orgId: context.orgId, importId: id }, isLastAttempt);

test('a check that fails in a way that repeating doesn’t change ends with the reason', async () => {
  const { id } = await newImport('checking');
  await expect(advance(id)).rejects.toThrow('a part of an import is missing');
  expect(await stateOf(id)).toEqual(['ready', { code: 'failed' }]);
});

test('the last attempt ends an import without trying again, however the earlier ones have failed', async () => {
  for (const [state, end] of [
    ['checking', 'ready'],
    ['reading', 'unreadable'],
  ] as const) {
    const { id } = await newImport(state);
    await expect(advance(id, true)).rejects.toThrow('failed too often');
    expect(await stateOf(id)).toEqual([end, { code: 'failed' }]);
  }
});

test('work that fails because a service doesn’t answer is repeated', async () => {
  const { id } = await newImport('checking');
  await bucket.stop();
  await expect(advance(id)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await stateOf(id)).toEqual(['checking', undefined]);
  bucket = await startBucket();
});
