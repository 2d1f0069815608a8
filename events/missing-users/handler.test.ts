import { AdminDeleteUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { poolId, signUp } from 'local-aws/engines/cognito/pool-under-test.ts';
import { limits } from '#contract/limits.ts';
import { accessKey, accountDeletionKey, missingUserKey, type Key } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import type { Profile } from '#data/accounts/user.ts';
import { newSession } from '#data/store/units.ts';
import { startAccounts, type AccountsUnderTest } from '../accounts-under-test.ts';
import { catchLog, context, tableName } from '../services-under-test.ts';

let accounts: AccountsUnderTest;
let pool: AccountsUnderTest['pool'];
let data: AccountsUnderTest['data'];
let handler: typeof import('./handler.ts').handler;

beforeAll(async () => {
  accounts = await startAccounts();
  ({ pool, data } = accounts);
  ({ handler } = await import('./handler.ts'));
});
afterAll(() => accounts.stop());
/** Deletes the users whom a test has left in the pool, and forgets them, so that every test starts empty. */
afterEach(async () => {
  await accounts.removeUsers();
  const { Items = [] } = await data.table.send(new ScanCommand({ TableName: tableName }));
  for (const { pk, sk } of Items)
    await data.table.send(new PutCommand({ TableName: tableName, Item: { pk, sk, kind: 'nothing' } }));
});

const deleteAtPool = (Username: string) =>
  pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username }));

/** Signs a user up and writes the profile. Returns the user's id. */
async function addUser(username: string): Promise<string> {
  await signUp(pool, username, `${username}@example.com`);
  const { Users = [] } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
  const user = Users.find(({ Username }) => Username === username);
  const id = user!.Attributes!.find(({ Name }) => Name === 'sub')!.Value!;
  const { profileActions } = await import('#data/accounts/user.ts');
  const { firstAccess } = await import('#data/organization/member.ts');
  const { transact } = await import('#data/store/transact.ts');
  const now = new Date().toISOString();
  const by: UserContext = { ...newSession(), requestId: 'r', now, actor: { userId: id }, via: 'web' };
  const profile: Profile = {
    id,
    version: 1,
    username,
    email: `${username}@example.com`,
    firstName: username,
    lastName: '',
    locale: 'en',
    timeZone: 'UTC',
    theme: 'system',
  };
  await transact(by, [...profileActions(by, undefined, profile, 'created', []), firstAccess(id)]);
  return id;
}

async function itemAt(key: Key): Promise<Record<string, unknown> | undefined> {
  const { Item } = await data.table.send(new GetCommand({ TableName: tableName, Key: key }));
  return Item?.kind === 'nothing' ? undefined : Item;
}

async function search(by: Context = context): Promise<Record<string, unknown>> {
  const log = catchLog();
  try {
    await handler({}, by);
    return JSON.parse(log.lines()[0]!) as Record<string, unknown>;
  } finally {
    log.restore();
  }
}

async function letDaysPass(id: string, days: number): Promise<void> {
  const at = new Date(Date.now() - days * 86_400_000).toISOString();
  const Item = { ...(await itemAt(missingUserKey(id))), ...missingUserKey(id), at };
  await data.table.send(new PutCommand({ TableName: tableName, Item }));
}

test('the account of a user whom the pool lacks is deleted after some days, and others stay', async () => {
  const [gone, replaced, present] = [
    await addUser('gone'),
    await addUser('replaced'),
    await addUser('present'),
  ];
  for (const username of ['gone', 'replaced']) await deleteAtPool(username);
  // Someone else has the username of a user who is gone.
  await signUp(pool, 'replaced', 'another@example.com');
  expect(await search()).toMatchObject({ checked: 3, missing: 2, ended: 0, isComplete: true });
  await letDaysPass(gone, limits.missingUserDays - 1);
  expect(await search()).toMatchObject({ missing: 2, ended: 0 });
  await letDaysPass(gone, limits.missingUserDays);
  await letDaysPass(replaced, limits.missingUserDays);
  expect(await search()).toMatchObject({ missing: 2, ended: 2 });
  for (const id of [gone, replaced]) {
    expect(await itemAt(accessKey(id))).toMatchObject({ deletedAt: expect.any(String) });
    const deletion = await itemAt(accountDeletionKey(id));
    expect(deletion).toMatchObject({ g6pk: 'DUE-ACCOUNTS' });
    expect(deletion).not.toHaveProperty('mailTo');
  }
  expect(await itemAt(accountDeletionKey(present))).toBeUndefined();
  expect(await itemAt(accessKey(present))).not.toHaveProperty('deletedAt');
  expect(await search()).toMatchObject({ ended: 0 });
});

test('nothing is deleted or remembered if most users are missing, as in a pool that was replaced', async () => {
  const ids = [];
  for (let number = 0; number < 7; number += 1) ids.push(await addUser(`user${number}`));
  for (let number = 0; number < 5; number += 1) await deleteAtPool(`user${number}`);
  await expect(search()).rejects.toThrow(/lacks 5 of 7 users/);
  for (const id of ids) expect(await itemAt(missingUserKey(id))).toBeUndefined();
});

test('nothing is deleted or remembered if a small pool has none of the users', async () => {
  const ids = [await addUser('one'), await addUser('two')];
  for (const username of ['one', 'two']) await deleteAtPool(username);
  await expect(search()).rejects.toThrow(/lacks 2 of 2 users/);
  for (const id of ids) expect(await itemAt(missingUserKey(id))).toBeUndefined();
});

test('a run that has no time left is continued where it stopped', async () => {
  for (let number = 0; number < 6; number += 1) await addUser(`many${number}`);
  await deleteAtPool('many3');
  const checked: number[] = [];
  let isComplete = false;
  for (let runs = 0; !isComplete && runs < 20; runs += 1) {
    // The time is over when the run looks at the clock for the fourth time.
    let asked = 0;
    const short = { ...context, getRemainingTimeInMillis: () => ((asked += 1) > 3 ? 0 : 300_000) } as Context;
    const line = await search(short);
    checked.push(Number(line.checked));
    isComplete = line.isComplete === true;
  }
  expect(isComplete).toBe(true);
  expect(checked.length).toBeGreaterThan(2);
  expect(checked.reduce((sum, count) => sum + count, 0)).toBe(6);
});
