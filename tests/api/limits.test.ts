import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { demoCountKey, demoDataKey } from '#data/store/keys.ts';
import { bodyOf, callerWith, type Answer, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newForm, readToken } from '../forms.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newContact, newOrganization, newPerson, password, unique } from '../organization.ts';
import { newLead } from '../selling.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

/** Creates an organization with limits of its own, which are set before any function caches the usual ones. */
async function limited(quota: Record<string, number>) {
  const organization = await newOrganization(await newPerson(host));
  await table.put({ pk: `ORG#${organization.id}`, sk: 'QUOTA', kind: 'quota', ...quota });
  return organization;
}

const send = (call: Call, path: string, times: number): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, () => call('GET', path)));

/** The number of accepted requests. Also checks that each refusal contains the time to wait. */
function allowedOf(answers: readonly Answer[]): number {
  for (const { status, headers, body } of answers.filter((answer) => answer.status !== 200)) {
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(body.detail).toMatch(
      /^(This organization|A user) can make up to 40 requests a minute\. Try again in \d+/,
    );
  }
  return answers.filter(({ status }) => status === 200).length;
}

test('an organization that made its requests of a minute is refused until some are free again, and others are not', async () => {
  const own = await limited({ requestsPerMinute: 40 });
  const key = await newApiKey(host, own, own.owner);
  const other = await newOrganization(await newPerson(host));
  const begun = Date.now();
  const answers = await Promise.all([
    send(own.owner.call, `${own.path}/contacts`, 60),
    send(key.call, `${own.path}/contacts`, 60),
  ]);
  const most = () => 40 + ((Date.now() - begun) / 60_000) * 40;
  expect(allowedOf(answers.flat())).toBeLessThanOrEqual(most());
  expect(answers.flat().some(({ status }) => status === 429)).toBe(true);
  expect((await other.owner.call('GET', `${other.path}/contacts`)).status).toBe(200);
  // Refused requests are not counted.
  const [bucket] = await table.items(() => true, `REQUESTS#org#${own.id}`);
  expect(bucket!.fullAtMs - begun).toBeLessThanOrEqual((most() / 40) * 60_000);
});

test('a user at their requests per minute is refused in every organization and outside', async () => {
  const person = await newPerson(host);
  const own = await newOrganization(person);
  await table.change({ pk: `USER#${person.userId}`, sk: 'ACCESS' }, { requestsPerMinute: 40 });
  const begun = Date.now();
  const answers = await send(person.call, `${own.path}/contacts`, 100);
  const most = () => 40 + ((Date.now() - begun) / 60_000) * 40;
  expect(allowedOf(answers)).toBeLessThanOrEqual(most());
  expect(answers.some(({ status }) => status === 429)).toBe(true);
  const again = callerWith(host.url, (await host.signIn(person.username, password)).accessToken);
  const later = await send(again, `${own.path}/contacts`, 50);
  expect(allowedOf([...answers, ...later])).toBeLessThanOrEqual(most() + 20);
});

test('each answer to a caller names the limits and what is left of them', async () => {
  const own = await limited({ requestsPerMinute: 40 });
  const key = await newApiKey(host, own, own.owner);
  const { headers } = await key.call('GET', `${own.path}/contacts`);
  expect(headers.get('ratelimit-policy')).toMatch(/^"key";q=\d+;w=60, "organization";q=40;w=60$/);
  expect(headers.get('ratelimit')).toMatch(/^"key";r=\d+;t=1, "organization";r=3\d;t=[1-3]$/);
  const refused = await key.call('GET', `${own.path}/contacts/01a1f840-3b75-74c6-8323-759445fc6515`);
  expect([refused.status, refused.headers.get('ratelimit') !== null]).toEqual([404, true]);
  const visitor = await callerWith(host.url, undefined)(
    'GET',
    '/v1/forms/01a1f840-3b75-74c6-8323-759445fc6515',
  );
  expect(visitor.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+$/);
});

test('each item of a bulk request counts, and changes per day are limited', async () => {
  const own = await limited({ writesPerDay: 40 });
  const items = () => Array.from({ length: 33 }, () => ({ firstName: unique('Bulk ') }));
  const post = () => own.owner.call('POST', `${own.path}/contacts/bulk`, { body: { items: items() } });
  const statuses = [];
  for (let sent = 0; sent < 4; sent += 1) statuses.push((await post()).status);
  // The request that crosses the limit is accepted, because the limit is checked before the items are added.
  expect(statuses).toEqual([201, 201, 429, 429]);
  expect((await own.owner.call('GET', `${own.path}/contacts`)).status).toBe(200);
});

test('an organization has a limited number of records, and can delete some to add others', async () => {
  const own = await limited({ recordsPerOrganization: 5 });
  const make = (path: string, body: object) => own.owner.call('POST', own.path + path, { body });
  const made = [];
  for (let number = 0; number < 4; number += 1) made.push(await newContact(own, own.owner.call));
  const many = await make('/contacts/bulk', { items: [{ firstName: 'Ana' }, { firstName: 'Eva' }] });
  expect([many.status, many.body.errors]).toMatchObject([409, [{ code: 'record_limit', limit: 5 }]]);
  made.push(await newContact(own, own.owner.call));
  expect((await make('/contacts', { firstName: 'Ana' })).status).toBe(409);
  await host.settled();
  const { id, version } = made[0];
  await bodyOf(200, own.owner.call('DELETE', `${own.path}/contacts/${id}`, { ifMatch: version }));
  await host.settled();
  // The function for vendors hasn't cached the totals yet.
  expect((await make('/vendors', { name: 'Toner' })).status).toBe(201);
  expect((await own.owner.call('POST', `${own.path}/contacts/${id}/restore`)).status).toBe(409);
  await host.settled();
  const order = { recordType: 'contact', ids: [id], change: { action: 'restore' } };
  const job = await endedJob(own.owner.call, own, (await bodyOf(201, make('/jobs', order))).id);
  expect(job).toMatchObject({ state: 'done', done: 0, failed: 1 });
  const { items } = await bodyOf(200, own.owner.call('GET', `${own.path}/jobs/${job.id}/results`));
  expect(items).toMatchObject([{ recordId: id, code: 'record_limit' }]);
});

test('an organization at its limit converts leads to existing records, and creates no others', async () => {
  const own = await limited({ recordsPerOrganization: 4 });
  const contact = await newContact(own, own.owner.call);
  const body = { name: 'Toner' };
  const customer = await bodyOf(201, own.owner.call('POST', `${own.path}/customers`, { body }));
  // With the first lead, the function for leads caches the totals. It then adds the records that it creates to them.
  await host.settled(own);
  const [lead, other] = [await newLead(own), await newLead(own)];
  const convert = ({ id }: { id: string }, body: object) =>
    own.owner.call('POST', `${own.path}/leads/${id}/conversion`, { body, ifMatch: 1 });
  const refused = await convert(lead, { contactId: contact.id });
  expect([refused.status, refused.body.errors]).toMatchObject([409, [{ code: 'record_limit' }]]);
  for (const one of [lead, other]) {
    await bodyOf(200, convert(one, { contactId: contact.id, customerId: customer.id }));
  }
});

test('the page of a form says that an organization at its limit takes no answers, and keeps them', async () => {
  const own = await limited({ recordsPerOrganization: 1 });
  const form = await newForm(own);
  await newContact(own, own.owner.call);
  await host.settled(own);
  const token = await readToken(host.url, form.id);
  const firstName = unique('Ana ');
  const sent = { firstName, email: `${unique('ana')}@people.example`, token };
  const refused = await visit(host.url, 'POST', `/v1/forms/${form.id}`, { form: sent, from: newAddress() });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('This form doesn’t accept answers at the moment.');
  expect(refused.text).toContain(firstName);
  expect(refused.text).not.toContain('href="#f-');
});

const links = [
  'https://win.example',
  'Claim at win.example now',
  'www.example',
  'evil．com',
  'pay@win.example',
  '203.0.113.7 prizes',
];

test('names in e-mails contain nothing that mail programs turn into a link', async () => {
  const person = await newPerson(host);
  const own = await newOrganization(person, { name: 'St. John & Co., S.A.S. (№ 1.5)' });
  const { version } = await bodyOf(200, person.call('GET', own.path));
  const member = `${own.path}/members/${person.userId}`;
  for (const name of links) {
    const answers = [
      await person.call('POST', '/v1/orgs', { body: { name } }),
      await person.call('PATCH', own.path, { body: { name }, ifMatch: version }),
      await person.call('PATCH', '/v1/me', { body: { firstName: name }, ifMatch: 1 }),
      await person.call('PATCH', '/v1/me', { body: { lastName: name }, ifMatch: 1 }),
      await person.call('PATCH', member, { body: { displayName: name }, ifMatch: 1 }),
    ];
    for (const { status, body } of answers)
      expect([name, status, body.errors]).toMatchObject([name, 422, [{ code: 'has_link' }]]);
  }
  // The user pool accepts any name at sign-up.
  const username = unique('spam');
  const email = `${username}@people.example`;
  const { accessToken } = await host.signUp({
    username,
    email,
    password,
    firstName: 'Visit win.example',
    lastName: 'https://win.example/x',
  });
  const call = callerWith(host.url, accessToken);
  expect(await bodyOf(200, call('GET', '/v1/me'))).toMatchObject({
    firstName: 'Visit win. example',
    lastName: 'https win. example/x',
  });
});

test('a user can send a limited number of invitations a day across organizations', async () => {
  const limit = 5;
  const one = await limited({ mailsPerUserPerDay: limit });
  const two = await newOrganization(one.owner);
  await table.put({ pk: `ORG#${two.id}`, sk: 'QUOTA', kind: 'quota', mailsPerUserPerDay: limit });
  const invite = ({ path }: { path: string }) => {
    const body = { email: `${unique('guest')}@people.example`, role: 'employee' };
    return one.owner.call('POST', `${path}/invitations`, { body });
  };
  for (let sent = 0; sent < limit; sent += 1) expect((await invite(sent % 2 ? one : two)).status).toBe(201);
  for (const organization of [one, two]) {
    const { status, body } = await invite(organization);
    expect([status, body.errors]).toMatchObject([429, [{ code: 'own_daily_limit', limit }]]);
  }
});

test('demo data can be loaded a limited number of times a day, and are not read again once they are complete', async () => {
  const own = await newOrganization(await newPerson(host));
  const load = () => own.owner.call('POST', `${own.path}/demo-data`);
  const today = new Date().toISOString().slice(0, 10);
  await table.put({ ...demoCountKey(own.id, today), kind: 'demo-count', used: limits.demoLoadsPerDay });
  const refused = await load();
  expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
  await table.put({ ...demoDataKey(own.id), kind: 'demo-data', completedAt: new Date().toISOString() });
  const { status, body } = await load();
  expect([status, body.isComplete, body.contacts]).toEqual([200, true, 0]);
});

test('a user can create a limited number of organizations a day', async () => {
  const person = await newPerson(host);
  const create = () => person.call('POST', '/v1/orgs', { body: { name: unique('Org ') } });
  const statuses = [];
  for (let made = 0; made < limits.organizationsPerUserPerDay; made += 1)
    statuses.push((await create()).status);
  expect(new Set(statuses)).toEqual(new Set([201]));
  const refused = await create();
  expect([refused.status, refused.body.errors]).toMatchObject([429, [{ code: 'organizations_a_day' }]]);
});
