import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { emailKey, signUpCountKey } from '#data/store/keys.ts';
import { catchLog, context, startTable, stubLambda, tableName } from '../services-under-test.ts';

const signUpsPerDay = 10;

let engine: Awaited<ReturnType<typeof startTable>>;
let handler: typeof import('./handler.ts').handler;

beforeAll(async () => {
  engine = await startTable();
  stubLambda({
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    TABLE_NAME: tableName,
    STAGE_LIMITS: JSON.stringify({ signUpsPerDay }),
  });
  ({ handler } = await import('./handler.ts'));
  const Item = { ...emailKey('ana@example.com'), userId: 'u1' };
  await engine.table.send(new PutCommand({ TableName: tableName, Item }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const event = (userAttributes: Record<string, string>, userName = 'ana') =>
  ({
    triggerSource: 'PreSignUp_SignUp',
    userName,
    request: { userAttributes },
    response: {},
  }) as PreSignUpTriggerEvent;

test('a used e-mail is refused regardless of case, and no address is logged', async () => {
  const log = catchLog();
  await expect(handler(event({ email: ' Ana@Example.COM ' }), context)).rejects.toThrow(/^EmailTaken$/);
  const lines = log.lines();
  log.restore();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ requestId: 'request-1' }]);
  expect(lines.join()).not.toMatch(/ana/i);
});

test('a new e-mail, or none, passes unchanged', async () => {
  for (const attributes of [{ email: 'ben@example.com' }, {}]) {
    expect(await handler(event(attributes), context)).toEqual(event(attributes));
  }
});

test('a username that the sign-up form refuses is refused for direct calls too', async () => {
  for (const name of ['an', '.ana', 'ana maría', 'ana+1', 'a'.repeat(61)]) {
    await expect(handler(event({ email: 'ben@example.com' }, name), context)).rejects.toThrow(
      /^UsernameInvalid$/,
    );
  }
  for (const name of ['ana', 'maría.núñez-2', 'a'.repeat(60)]) {
    expect(await handler(event({}, name), context)).toEqual(event({}, name));
  }
});

test('a day has a maximum of sign-ups in the stage, and people who are invited don’t count', async () => {
  const signUp = (triggerSource: PreSignUpTriggerEvent['triggerSource']) =>
    handler({ ...event({}), triggerSource }, context).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  const outcomes = await Promise.all(
    Array.from({ length: 2 * signUpsPerDay }, () => signUp('PreSignUp_SignUp')),
  );
  expect(new Set(outcomes)).toEqual(new Set(['accepted', 'SignUpsExceeded']));
  expect(await signUp('PreSignUp_SignUp')).toBe('SignUpsExceeded');
  expect(await signUp('PreSignUp_AdminCreateUser')).toBe('accepted');
  const { Item } = await engine.table.send(
    new GetCommand({ TableName: tableName, Key: signUpCountKey(new Date().toISOString().slice(0, 10)) }),
  );
  expect(Item).toMatchObject({ used: signUpsPerDay });
});
