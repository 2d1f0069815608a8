import { expect, inject, test } from 'vitest';
import { bodyOf, callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

/** As docs/sign-in-by-script.md does it. */
async function signIn(username: string, password: string) {
  const response = await fetch(`${host.url}/_cognito`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: host.info.clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  });
  return { status: response.status, body: await response.json() };
}

test('where a stage takes passwords, a script gets a token for the API with one request', async () => {
  const person = await newPerson(host);
  const { status, body } = await signIn(person.username, person.password);
  expect(status).toBe(200);
  const { AccessToken } = body.AuthenticationResult;
  const me = await bodyOf(200, callerWith(host.url, AccessToken)('GET', '/v1/me'));
  expect(me.id).toBe(person.userId);
  expect((await signIn(person.username, 'something else')).status).toBe(400);
});
