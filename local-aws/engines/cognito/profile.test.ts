import { randomUUID } from 'node:crypto';
import {
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, passwordSignIn, refusal, startPool, tokensOf } from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';

let pool: PoolUnderTest;
const messages: CustomMessageTriggerEvent[] = [];
beforeAll(async () => {
  pool = await startPool({
    triggers: {
      customMessage: async (event) => {
        messages.push(structuredClone(event));
        return event;
      },
    },
  });
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;

async function signedIn() {
  const user = await addUser(pool, name());
  const { accessToken: AccessToken } = await tokensOf(pool, user.username);
  return {
    ...user,
    update: (attributes: Record<string, string>) =>
      pool.sdk.send(
        new UpdateUserAttributesCommand({
          AccessToken,
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      ),
    verify: (Code: string) =>
      pool.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code })),
    sendCode: () =>
      pool.sdk.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' })),
    attributes: async () => {
      const { UserAttributes } = await pool.sdk.send(new GetUserCommand({ AccessToken }));
      return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name, Value]));
    },
    remove: () => pool.sdk.send(new DeleteUserCommand({ AccessToken })),
  };
}

test('a new e-mail takes effect once its code is entered, and the old one stays until then', async () => {
  const user = await signedIn();
  const next = `${name()}@example.com`;
  const { CodeDeliveryDetailsList } = await user.update({ email: next, locale: 'es' });
  expect(CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email', Destination: 'u***@e***' }]);
  expect(messages.at(-1)?.triggerSource).toBe('CustomMessage_UpdateUserAttribute');
  expect(await user.attributes()).toMatchObject({ email: user.email, email_verified: 'true', locale: 'es' });
  await passwordSignIn(pool, user.email);
  // Another change in between doesn't affect the pending e-mail address.
  expect((await user.update({ locale: 'en' })).CodeDeliveryDetailsList).toEqual([]);
  expect(await refusal(user.verify('wrong'))).toBe('CodeMismatchException');
  await user.verify(pool.code(next));
  expect(await user.attributes()).toMatchObject({ email: next, email_verified: 'true', sub: user.sub });
  await passwordSignIn(pool, next);
  expect(await refusal(passwordSignIn(pool, user.email))).toBe('UserNotFoundException');
});

test('the code for a new e-mail can be resent to that address', async () => {
  const user = await signedIn();
  const next = `${name()}@example.com`;
  await user.update({ email: next });
  const first = pool.code(next);
  await user.sendCode();
  expect(messages.at(-1)?.triggerSource).toBe('CustomMessage_VerifyUserAttribute');
  expect(pool.mailbox.list(next)).toHaveLength(2);
  const second = pool.code(next);
  if (first !== second) expect(await refusal(user.verify(first))).toBe('CodeMismatchException');
  await user.verify(second);
});

test("another user's e-mail is refused when its code is entered", async () => {
  const [user, other] = [await signedIn(), await addUser(pool, name())];
  await user.update({ email: other.email });
  expect(await refusal(user.verify(pool.code(other.email)))).toBe('AliasExistsException');
  expect(await user.attributes()).toMatchObject({ email: user.email });
  await passwordSignIn(pool, other.email);
});

test('users can delete their own account, which frees the name', async () => {
  const user = await signedIn();
  await user.remove();
  expect(await refusal(user.attributes())).toBe('UserNotFoundException');
  expect(await refusal(passwordSignIn(pool, user.username))).toBe('UserNotFoundException');
  const again = await addUser(pool, user.username, user.email);
  expect(again.sub).not.toBe(user.sub);
  expect(await refusal(user.attributes())).toBe('NotAuthorizedException');
});
