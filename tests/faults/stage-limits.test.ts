import { afterAll, beforeAll, expect, test } from 'vitest';
import { stageSettings } from '#infra/stages.ts';
import type { Answer } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

/** A deployed stage, because tests cannot reach the limits of the local one. */
const stage = 'dev';
const { requestsPerMinute, mailsPerUserPerDay, writesPerUserPerDay } = stageSettings(stage).limits;

let host: HostUnderTest;
beforeAll(async () => {
  host = await startHost({ stage });
});
afterAll(() => host.stop());

const minute = () => Math.floor(Date.now() / 60_000);

/** Sends eight requests at a time until one is refused. Returns the average number of accepted requests per minute. */
async function flood(send: () => Promise<Answer>): Promise<number> {
  const first = minute();
  let allowed = 0;
  let refused = 0;
  const lane = async (): Promise<void> => {
    while (refused === 0) {
      const { status, headers } = await send();
      if (status === 429 && headers.has('retry-after')) refused += 1;
      else if (status === 200) allowed += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return allowed / (minute() - first + 1);
}

test('the owner of a new organization can send only a few invitations a day', async () => {
  const { owner, path } = await newOrganization(await newPerson(host));
  const statuses = [];
  for (let sent = 0; sent <= mailsPerUserPerDay.young; sent += 1) {
    const body = { email: `guest${sent}@people.example`, role: 'employee' };
    statuses.push((await owner.call('POST', `${path}/invitations`, { body })).status);
  }
  const { young } = mailsPerUserPerDay;
  expect(statuses).toEqual([...Array.from({ length: young }, () => 201), 429]);
});

test('a user can make a limited number of changes a day outside organizations, and can still read', async () => {
  const { call } = await newPerson(host);
  const renew = (number: number) =>
    call('PATCH', '/v1/me', { body: { firstName: `Name ${number}` }, ifMatch: number });
  let version = 1;
  while ((await renew(version)).status === 200) version += 1;
  // If a new day starts in the meantime, the count starts again.
  expect(version - 1).toBeGreaterThanOrEqual(writesPerUserPerDay);
  expect(version - 1).toBeLessThanOrEqual(writesPerUserPerDay * 2);
  expect((await renew(version)).body.detail).toContain(`${writesPerUserPerDay} changes a day`);
  expect((await call('GET', '/v1/me')).status).toBe(200);
}, 300_000);

test('invalid tokens from an address are refused beyond its limit, and signed-in users there are not affected', async () => {
  const from = newAddress();
  const get = (credential: string) =>
    visit(host.url, 'GET', '/v1/me', { from, headers: { authorization: `Bearer ${credential}` } });
  const { token } = await newPerson(host);
  await flood(() => get('a.bad.token'));
  const [valid, bad, key] = [await get(token), await get('a.bad.token'), await get('cobalt_guessed')];
  expect([valid.status, bad.status, key.status]).toEqual([200, 429, 429]);
}, 300_000);

test('an address, a user and an organization reach the limits of a stage, and others are not affected', async () => {
  const from = newAddress();
  expect(await flood(() => visit(host.url, 'GET', '/v1/health', { from }))).toBeLessThanOrEqual(
    requestsPerMinute.address,
  );
  expect((await visit(host.url, 'GET', '/v1/health', { from: newAddress() })).status).toBe(200);

  const person = await newPerson(host);
  const organization = await newOrganization(person);
  const { call: byKey } = await newApiKey(host, organization, person);
  const path = `${organization.path}/tags`;
  expect(await flood(() => person.call('GET', path))).toBeLessThanOrEqual(requestsPerMinute.principal);
  expect((await byKey('GET', path)).status).toBe(200);

  const neighbour = await newOrganization(await newPerson(host));
  expect((await neighbour.owner.call('GET', `${neighbour.path}/tags`)).status).toBe(200);
}, 300_000);
