import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stageSettings } from '#infra/stages.ts';
import { bodyOf, type Answer } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { addClient, newApiKey, newOrganization, newPerson } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

/** A deployed stage, because tests cannot reach the limits of the local one. */
const stage = 'dev';
const { requestsPerMinute, mailsPerUserPerDay, writesPerUserPerDay } = stageSettings(stage).limits;

let host: HostUnderTest;
beforeAll(async () => {
  host = await startHost({ stage });
});
afterAll(() => host.stop());

/**
 * Repeats a request as long as the gateway refuses it because the stage takes no more requests a second. Only refusals of
 * the functions say when to try again.
 */
async function answered(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 429 || answer.headers.has('retry-after')) return answer;
    await sleep(20);
  }
}

/** Number of requests sent at a time, which can all be accepted before the first refusal arrives. */
const lanes = 8;

/**
 * Sends requests until one is refused. Returns how many were accepted, and how many have been added to a bucket of `most`
 * requests a minute in the meantime.
 */
async function flood(
  send: () => Promise<Answer>,
  most: number,
): Promise<{ accepted: number; refilled: number }> {
  const start = Date.now();
  let accepted = 0;
  let isRefused = false;
  const lane = async (): Promise<void> => {
    while (!isRefused) {
      const { status } = await answered(send);
      if (status === 429) isRefused = true;
      else accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { accepted, refilled: lanes + ((Date.now() - start) * most) / 60_000 };
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
}, 900_000);

test('a client can make a limited number of changes a day in a portal, which the team’s don’t depend on', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { person } = await addClient(host, organization);
  const issues = `${organization.path}/portal/issues`;
  const { id } = await bodyOf(201, person.call('POST', issues, { body: { subject: 'It is broken' } }));
  const resolve = () => person.call('POST', `${issues}/${id}/resolve`);
  let changes = 0;
  while ((await answered(resolve)).status === 200) changes += 1;
  expect(changes).toBeLessThanOrEqual(writesPerUserPerDay * 2);
  expect((await resolve()).body.detail).toContain(`${writesPerUserPerDay} changes a day`);
  expect((await person.call('GET', issues)).status).toBe(200);
  const body = { firstName: 'Ana' };
  expect((await organization.owner.call('POST', `${organization.path}/contacts`, { body })).status).toBe(201);
}, 900_000);

test('invalid tokens and keys from an address are refused beyond its limit, and signed-in users there are not affected', async () => {
  const from = newAddress();
  const { address: most } = requestsPerMinute;
  const get = (credential: string) =>
    visit(host.url, 'GET', '/v1/me', { from, headers: { authorization: `Bearer ${credential}` } });
  const { token } = await newPerson(host);
  const tokens = await flood(() => get('a.bad.token'), most);
  const keys = await flood(() => get('cobalt_guessed'), most);
  expect((await answered(() => get(token))).status).toBe(200);
  expect(tokens.accepted).toBeLessThanOrEqual(most + tokens.refilled);
  expect(keys.accepted).toBeLessThanOrEqual(keys.refilled);
}, 900_000);

test('an address, a user and an organization reach the limits of a stage, and others are not affected', async () => {
  const from = newAddress();
  const { address, principal } = requestsPerMinute;
  const visits = await flood(() => visit(host.url, 'GET', '/v1/health', { from }), address);
  expect(visits.accepted).toBeLessThanOrEqual(address + visits.refilled);
  const fromElsewhere = () => visit(host.url, 'GET', '/v1/health', { from: newAddress() });
  expect((await answered(fromElsewhere)).status).toBe(200);

  const person = await newPerson(host);
  const organization = await newOrganization(person);
  const { call: byKey } = await newApiKey(host, organization, person);
  const path = `${organization.path}/tags`;
  const reads = await flood(() => person.call('GET', path), principal);
  expect(reads.accepted).toBeLessThanOrEqual(principal + reads.refilled);
  expect((await answered(() => byKey('GET', path))).status).toBe(200);

  const neighbour = await newOrganization(await newPerson(host));
  const get = () => neighbour.owner.call('GET', `${neighbour.path}/tags`);
  expect((await answered(get)).status).toBe(200);
}, 900_000);
