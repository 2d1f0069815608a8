import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';
import {
  addUser,
  clientAt,
  password,
  passwordSignIn,
  poolId,
  startPool,
  tokensOf,
} from './pool-under-test.ts';

/** A script that serves a pool in a process of its own, so that the test can kill it, and prints the port. */
const serve = `
  const { createServer } = await import('node:http');
  const { createCognito } = await import(process.argv[1] + '/cognito.ts');
  const { cognitoOptionsFromTemplate } = await import(process.argv[1] + '/options.ts');
  const cognito = createCognito({
    ...cognitoOptionsFromTemplate({}, {}, 'web'), dataFile: process.argv[2], region: 'eu-west-1',
    accountId: '000000000000', poolId: '${poolId}', triggers: {}, mailbox: { deliver() {}, list: () => [], close() {} },
  });
  const server = createServer((request, response) => void cognito.handle(request, response));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

test('no acknowledged write is lost when the process is killed', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-pool-'));
  const argv = ['--input-type=module', '-e', serve, import.meta.dirname, path.join(folder, 'cognito.db')];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (data) => resolve(Number(data))),
  );
  const sdk = clientAt(`http://127.0.0.1:${port}`);
  const answered: string[] = [];
  for (let number = 0; ; number++) {
    const Username = `user${number}`;
    const command = new SignUpCommand({ ClientId: 'web', Username, Password: password });
    const done = await sdk.send(command).catch(() => undefined);
    if (done === undefined) break;
    answered.push(Username);
    // Kills the process up to 20 ms later, while the loop sends more calls.
    if (answered.length === 8) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
  }
  const pool = await startPool({ folder });
  for (const username of answered) {
    await expect(passwordSignIn(pool, username)).rejects.toThrow('User is not confirmed.');
  }
  await pool.stop();
});

test('users, sessions and the signing key outlive a restart', async () => {
  const first = await startPool();
  await addUser(first, 'maria');
  const { accessToken } = await tokensOf(first, 'maria');
  await first.stop({ keep: true });
  const second = await startPool({ folder: first.folder });
  expect(await second.sdk.send(new GetUserCommand({ AccessToken: accessToken }))).toMatchObject({
    Username: 'maria',
  });
  await passwordSignIn(second, 'maria@example.com');
  await second.stop();
});

test('no password, code or refresh token is stored in plain text', async () => {
  const pool = await startPool();
  const { email } = await addUser(pool, 'maria');
  const { refreshToken } = await tokensOf(pool, 'maria');
  const files = readdirSync(pool.folder).filter((file) => file.startsWith('cognito.db'));
  const contents = files.map((file) => readFileSync(path.join(pool.folder, file), 'latin1')).join('');
  expect(contents).toContain(email);
  expect(contents).not.toContain(password);
  expect(contents).not.toContain(refreshToken);
  expect(contents).not.toContain(`"${pool.code(email)}"`);
  await pool.stop();
});

describe('the protocol', () => {
  const target = (operation: string) => ({
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  });

  test('accepts browsers of any origin', async () => {
    const pool = await startPool();
    const requestedHeaders = 'content-type,x-amz-target,x-amz-user-agent';
    const preflight = await fetch(pool.endpoint, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': requestedHeaders },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-headers')).toBe(requestedHeaders);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const refused = await fetch(pool.endpoint, { method: 'POST', headers: target('GetUser'), body: '{}' });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(await refused.json()).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
    await pool.stop();
  });

  test.each([
    ['an unknown operation', 'Unheard', '{}', 'UnknownOperationException', 400],
    ['an inherited name', 'constructor', '{}', 'UnknownOperationException', 400],
    ['a body that is not JSON', 'SignUp', '{', 'SerializationException', 400],
    ['a list', 'SignUp', '[]', 'SerializationException', 400],
    ['a number for a name', 'SignUp', '{"ClientId":"web","Username":7}', 'SerializationException', 400],
    ['a body of 200 KB', 'SignUp', ' '.repeat(200_000), 'RequestEntityTooLargeException', 413],
    ['a missing client', 'SignUp', '{}', 'ResourceNotFoundException', 400],
    ['a missing member', 'SignUp', '{"ClientId":"web"}', 'InvalidParameterException', 400],
    [
      'attributes that are not a list',
      'SignUp',
      `{"ClientId":"web","Username":"a","Password":"${password}","UserAttributes":{}}`,
      'SerializationException',
      400,
    ],
    [
      'an attribute that is null',
      'SignUp',
      `{"ClientId":"web","Username":"a","Password":"${password}","UserAttributes":[null]}`,
      'InvalidParameterException',
      400,
    ],
  ])('refuses %s', async (_what, operation, body, name, status) => {
    const pool = await startPool();
    const answer = await fetch(pool.endpoint, { method: 'POST', headers: target(operation), body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ __type: name });
    await pool.stop();
  });
});
