import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FirstAdministrator } from '#contract/first-administrator.ts';
import { ensureFirstAdministrator } from '#dev/first-administrator.ts';
import { callPool } from 'local-aws/pool-client.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newPerson, password } from '../organization.ts';

const first: FirstAdministrator = {
  username: 'grace',
  email: 'grace@example.com',
  firstName: 'Grace',
  locale: 'es',
  organization: { name: 'Harbor Supplies', timeZone: 'Europe/Madrid' },
};
let host: HostUnderTest;

beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

const ensure = (values: Partial<FirstAdministrator> = {}) =>
  ensureFirstAdministrator(host.info, { ...first, ...values });
const mailTo = async (email: string) => {
  const [mail] = await host.mails(email);
  return `${mail?.text} ${mail?.html}`.replace(/<[^>]*>/g, ' ');
};
const temporaryPassword = async () => /Contraseña temporal: (\S+)/.exec(await mailTo(first.email))?.[1] ?? '';

/** Replaces the temporary password and signs in. */
async function enter(): Promise<string> {
  const { userPoolId: UserPoolId } = host.info;
  await callPool(host.info, 'AdminSetUserPassword', {
    ...{ UserPoolId, Username: first.username, Password: password, Permanent: true },
  });
  return (await host.signIn(first.username, password)).accessToken;
}

test('the first deployment creates the administrator as owner of the organization, later ones nothing', async () => {
  expect(await ensure()).toMatch(/was created/);
  expect(await temporaryPassword()).not.toBe('');
  expect(await ensure()).toMatch(/has not signed in yet/);
  expect(await host.mails(first.email)).toHaveLength(1);
  const call = callerWith(host.url, await enter());
  const me = await bodyOf(200, call('GET', '/v1/me'));
  expect(me).toMatchObject({ username: 'grace', email: first.email, firstName: 'Grace', locale: 'es' });
  expect(me.organizations).toMatchObject([{ name: 'Harbor Supplies', role: 'owner' }]);
  const organization = await bodyOf(200, call('GET', `/v1/orgs/${me.organizations[0].id}`));
  expect(organization).toMatchObject({ timeZone: 'Europe/Madrid' });
  expect(await ensure()).toBe('The first administrator exists.');
  expect(await ensure({ email: 'other@example.com', username: 'other' })).toBe(
    'The first administrator exists.',
  );
  expect(await host.mails('other@example.com')).toEqual([]);
  expect((await bodyOf(200, call('GET', '/v1/me'))).organizations).toHaveLength(1);
});

test('an address that already has an account is left alone', async () => {
  const other = await startHost();
  try {
    const person = await newPerson(other);
    expect(await ensureFirstAdministrator(other.info, { ...first, email: person.email })).toMatch(
      /already has an account/,
    );
    expect((await bodyOf(200, person.call('GET', '/v1/me'))).organizations).toEqual([]);
  } finally {
    await other.stop();
  }
});
