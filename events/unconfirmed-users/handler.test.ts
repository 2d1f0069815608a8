import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { poolId, signUp } from 'local-aws/engines/cognito/pool-under-test.ts';
import type { UserContext } from '#data/store/request-context.ts';
import type { FirstPassword, Profile } from '#data/accounts/user.ts';
import { newSession } from '#data/store/units.ts';
import { startAccounts, type AccountsUnderTest } from '../accounts-under-test.ts';
import { catchLog, context, listen, tableName } from '../services-under-test.ts';

let accounts: AccountsUnderTest;
let pool: AccountsUnderTest['pool'];
let usernames: AccountsUnderTest['usernames'];
let handler: typeof import('./handler.ts').handler;
let data: AccountsUnderTest['data'];
let gate: Awaited<ReturnType<typeof listen>>;
/** Runs after the users were listed and before the response is sent. */
let afterListing: () => Promise<unknown> = () => Promise.resolve();

/** Forwards requests to the pool. */
async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = String(request.headers['x-amz-target']);
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    authorization: String(request.headers.authorization),
  };
  const answer = await fetch(pool.endpoint, { method: 'POST', headers, body: await text(request) });
  const body = await answer.text();
  if (target.endsWith('.ListUsers')) await afterListing();
  response
    .writeHead(answer.status, { 'x-amzn-errortype': answer.headers.get('x-amzn-errortype') ?? '' })
    .end(body);
}

beforeAll(async () => {
  gate = await listen(pass);
  accounts = await startAccounts(() => Promise.resolve(gate.url));
  ({ pool, data, usernames } = accounts);
  ({ handler } = await import('./handler.ts'));
});
afterAll(async () => {
  await gate.stop();
  await accounts.stop();
});
afterEach(() => accounts.removeUsers());
const confirm = (Username: string) =>
  pool.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: poolId, Username }));

test('only users who did not enter their code within three days are removed, over many pages', async () => {
  const day = 86_400;
  pool.pass(-4 * day);
  for (let number = 0; number < 65; number++) await signUp(pool, `old${number}`, `old${number}@example.com`);
  await signUp(pool, 'confirmed', 'confirmed@example.com');
  await confirm('confirmed');
  pool.pass(2 * day);
  await signUp(pool, 'recent', 'recent@example.com');

  const log = catchLog();
  await handler({}, context);
  const line = JSON.parse(log.lines()[0]!) as unknown;
  expect(line).toMatchObject({ level: 'info', removed: 65, requestId: 'request-1' });
  log.restore();
  expect(await usernames()).toEqual(['confirmed', 'recent']);
});

test('a run that has no time left has removed users already, and the next run removes the others', async () => {
  pool.pass(-4 * 86_400);
  for (let number = 0; number < 5; number++) await signUp(pool, `old${number}`, `old${number}@example.com`);
  pool.pass(4 * 86_400);
  let asked = 0;
  const short = { ...context, getRemainingTimeInMillis: () => 60_000 - 20_000 * asked++ };
  const log = catchLog();
  await handler({}, short);
  const left = await usernames();
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(5);
  await handler({}, context);
  const lines = log.lines().map((line) => JSON.parse(line) as { isComplete: boolean });
  expect(lines.map(({ isComplete }) => isComplete)).toEqual([false, true]);
  log.restore();
  expect(await usernames()).toEqual([]);
});

test('users who confirm during the run stay, and users already deleted are skipped', async () => {
  pool.pass(-8 * 86_400);
  for (const name of ['late', 'twice', 'never']) await signUp(pool, name, `${name}@example.com`);
  pool.pass(8 * 86_400);
  let isFirst = true;
  afterListing = async () => {
    if (!isFirst) return;
    isFirst = false;
    await confirm('late');
    await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: 'twice' }));
  };
  const log = catchLog();
  await handler({}, context);
  expect(JSON.parse(log.lines()[0]!)).toMatchObject({ removed: 1 });
  log.restore();
  expect(await usernames()).toEqual(['late']);
});

describe('a member with a temporary password', () => {
  const day = 86_400;
  const daysAgo = (days: number) => new Date(Date.now() - days * day * 1000).toISOString();
  const orgId = 'org-1';

  /** Creates an account that is `days` days old. */
  async function made(Username: string, days: number): Promise<string> {
    pool.pass(-days * day);
    const attributes = { email: `${Username}@example.com`, email_verified: 'true' };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const { User } = await pool.sdk.send(
      new AdminCreateUserCommand({ UserPoolId: poolId, Username, UserAttributes }),
    );
    pool.pass(days * day);
    return User!.Attributes!.find(({ Name }) => Name === 'sub')!.Value!;
  }

  /** Writes the items that creating a member adds to the table. */
  async function joined(id: string, username: string, firstPassword?: FirstPassword): Promise<void> {
    const { profileActions } = await import('#data/accounts/user.ts');
    const { firstJoinActions, firstMember } = await import('#data/organization/member.ts');
    const { transact } = await import('#data/store/transact.ts');
    const now = daysAgo(8);
    const by: UserContext = { ...newSession(), requestId: 'r', now, actor: { userId: 'admin' }, via: 'web' };
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
    await transact(by, [
      ...profileActions(by, undefined, profile, 'created', [], firstPassword),
      ...firstJoinActions(orgId, firstMember(profile, 'employee', now)),
    ]);
  }

  async function kindsOf(username: string, id: string): Promise<string[]> {
    const { Items } = await data.table.send(new ScanCommand({ TableName: tableName }));
    const mine = Items!.filter(
      (item) => JSON.stringify(item).includes(id) || item.pk === `EMAIL#${username}`,
    );
    return mine.map(({ kind, action }) => [kind, action].filter(Boolean).join(' ')).sort();
  }

  async function sweep(): Promise<unknown> {
    const log = catchLog();
    await handler({}, context);
    const [line] = log.lines();
    log.restore();
    return JSON.parse(line!);
  }

  const mailed = (days: number) => ({ mails: 1, mailedAt: daysAgo(days), mailedBy: 'admin' });

  test('is removed completely once the password expires, which frees the address', async () => {
    const id = await made('never', 8);
    await joined(id, 'never', mailed(8));
    expect(await kindsOf('never', id)).toEqual(['access', 'change created', 'email', 'member', 'user']);
    const alone = await made('interrupted', 8);
    expect(await kindsOf('interrupted', alone)).toEqual([]);
    expect(await sweep()).toMatchObject({ removed: 0, neverCameIn: 2 });
    expect(await usernames()).toEqual([]);
    expect(await kindsOf('never', id)).toEqual(['change deleted']);
    await signUp(pool, 'owner', 'never@example.com');
    await confirm('owner');
    expect(await usernames()).toEqual(['owner']);
  });

  test('stays while the password is valid, resent or not, and after signing in', async () => {
    await joined(await made('fresh', 6), 'fresh', mailed(6));
    await joined(await made('again', 9), 'again', mailed(2));
    const came = await made('came', 30);
    await joined(came, 'came');
    pool.pass(-20 * day);
    await pool.sdk.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: poolId,
        Username: 'came',
        Password: 'given by an operator',
        Permanent: false,
      }),
    );
    pool.pass(20 * day);
    expect(await sweep()).toMatchObject({ neverCameIn: 0 });
    expect(await usernames()).toEqual(['fresh', 'again', 'came']);
  });
});
