import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessKey, memberKey, recordKey } from '#data/store/keys.ts';
import { listen, startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let buckets: Awaited<ReturnType<typeof listen>>;
let advancePass: typeof import('./purge-pass.ts').advancePass;
let currentPass: typeof import('./purge-pass.ts').currentPass;
let newSession: typeof import('#data/store/units.ts').newSession;

beforeAll(async () => {
  engine = await startTable();
  // Buckets without objects.
  buckets = await listen(async (_request, response) => void response.end('<ListVersionsResult/>'));
  const urls = { FILES_URL: `${buckets.url}/files`, SNAPSHOTS_URL: `${buckets.url}/snapshots` };
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName, ...urls });
  ({ advancePass, currentPass } = await import('./purge-pass.ts'));
  ({ newSession } = await import('#data/store/units.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await buckets.stop();
  await engine.stop();
});

async function add(items: object[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await engine.table.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
}

const stored = async () => {
  const { Items = [] } = await engine.table.send(new ScanCommand({ TableName: tableName }));
  return Items;
};

test('a purge removes no faster than 300 write units a second', async () => {
  await add(Array.from({ length: 200 }, (_, n) => recordKey('gone', 'contact', `contact-${n}`)));
  const session = newSession();
  const startedAt = Date.now();
  await advancePass(session, { orgIds: ['gone'], found: false, step: 0 }, Infinity);
  const seconds = (Date.now() - startedAt) / 1000;
  expect(await stored()).toEqual([]);
  expect(session.units.write).toBeGreaterThanOrEqual(200);
  expect(seconds).toBeGreaterThanOrEqual(200 / 300);
});

test('a purge that is out of time has removed whole memberships, and the next run the others', async () => {
  const right = { role: 'admin', active: true };
  const users = Array.from({ length: 60 }, (_, n) => `user-${n}`);
  await add([
    ...users.map((userId) => ({ ...memberKey('left', userId), userId })),
    ...users
      .slice(1)
      .map((userId) => ({ ...accessKey(userId), kind: 'access', orgs: { left: right, kept: right } })),
  ]);
  const session = newSession();
  const start = { orgIds: ['left'], found: false, step: 0 };
  expect(await advancePass(session, start, 0)).toMatchObject({ removed: 25, purged: 0 });
  const items = await stored();
  const ofMembers = items.flatMap(({ userId }) => (userId === undefined ? [] : [userId]));
  const ofRights = items.flatMap(({ pk, orgs }) => (orgs?.left ? [pk.slice('USER#'.length)] : []));
  expect(ofMembers).toHaveLength(35);
  expect(new Set(ofMembers.filter((one) => one !== 'user-0'))).toEqual(new Set(ofRights));

  const pass = (await currentPass(session))!;
  expect(pass.found).toBe(true);
  await advancePass(session, pass, Infinity);
  const rights = (await stored()).map(({ orgs }) => orgs);
  expect(rights).toEqual(users.slice(1).map(() => ({ kept: right })));
});
