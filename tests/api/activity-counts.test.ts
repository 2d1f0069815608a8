import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newDeal, newLead } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

const date = '2026-05-04T10:00:00.000Z';
const none = { activityCount: 0 };
const one = { activityCount: 1, lastActivityAt: date };

const send = (status: number, method: string, place: string, sent: object = {}) =>
  bodyOf(status, organization.owner.call(method, `${organization.path}/${place}`, sent));
const addActivity = (type: string, id: string) =>
  send(201, 'POST', `activities/${type}/${id}`, { body: { kind: 'call', title: 'Called', date } });

/** The totals of activities in an answer. */
const tallyOf = ({ activityCount, lastActivityAt }: any) => ({
  activityCount,
  ...(lastActivityAt ? { lastActivityAt } : {}),
});

test.for([
  ['contact', 'contacts', { firstName: 'Ana' }, { city: 'Cali' }],
  ['customer', 'customers', { name: 'Ferro' }, { city: 'Cali' }],
  ['lead', 'leads', { firstName: 'Bo' }, { company: 'Nube' }],
] as const)('every answer with a %s has its number of activities', async ([type, plural, body, patch]) => {
  const made = await send(201, 'POST', plural, { body });
  expect(tallyOf(made)).toEqual(none);
  const { items } = await send(201, 'POST', `${plural}/bulk`, { body: { items: [body, body] } });
  expect(items.map(tallyOf)).toEqual([none, none]);
  await addActivity(type, made.id);
  const path = `${plural}/${made.id}`;
  expect(tallyOf(await send(200, 'GET', path))).toEqual(one);
  expect(tallyOf(await send(200, 'PATCH', path, { body: patch, ifMatch: 1 }))).toEqual(one);
  expect(tallyOf(await send(200, 'PATCH', path, { body: patch, ifMatch: 2 }))).toEqual(one);
  expect(tallyOf(await send(200, 'DELETE', path, { ifMatch: 2 }))).toEqual(one);
  expect(tallyOf(await send(200, 'POST', `${path}/restore`))).toEqual(one);
  const records = [{ id: items[0].id, version: 1 }];
  const merged = await send(200, 'POST', `${path}/merge`, { body: { records }, ifMatch: 4 });
  expect(tallyOf(merged.record)).toEqual(one);
});

test('so do the answers of what only leads and deals can do, first and repeated', async () => {
  const idempotencyKey = unique('key');
  const lead = await newLead(organization);
  await addActivity('lead', lead.id);
  const at = `leads/${lead.id}`;
  expect(tallyOf(await send(200, 'POST', `${at}/qualify`, { ifMatch: 1 }))).toEqual(one);
  const reason = { reason: 'No budget' };
  expect(tallyOf(await send(200, 'POST', `${at}/disqualify`, { body: reason, ifMatch: 2 }))).toEqual(one);
  const converting = { body: {}, ifMatch: 3, idempotencyKey };
  const converted = await send(200, 'POST', `${at}/conversion`, converting);
  expect(tallyOf(converted)).toEqual(one);
  expect(await send(200, 'POST', `${at}/conversion`, converting)).toEqual(converted);
  const deal = await newDeal(organization);
  expect(tallyOf(deal)).toEqual(none);
  await addActivity('deal', deal.id);
  const { stageId } = deal;
  expect(tallyOf(await send(200, 'POST', `deals/${deal.id}/win`, { body: {}, ifMatch: 1 }))).toEqual(one);
  expect(tallyOf(await send(200, 'POST', `deals/${deal.id}/reopen`, { ifMatch: 2 }))).toEqual(one);
  expect(
    tallyOf(await send(200, 'POST', `deals/${deal.id}/move`, { body: { stageId }, ifMatch: 3 })),
  ).toEqual(one);
});

test('a repeated request that created leads answers with the activities that they have by now', async () => {
  const sent = {
    body: { items: [{ firstName: 'Ana' }, { firstName: 'Bo' }] },
    idempotencyKey: unique('key'),
  };
  const { items } = await send(201, 'POST', 'leads/bulk', sent);
  await addActivity('lead', items[1].id);
  const again = await send(201, 'POST', 'leads/bulk', sent);
  expect(again.items.map(tallyOf)).toEqual([none, one]);
});

test('records of types without activities have no number of them', async () => {
  const vendor = await send(201, 'POST', 'vendors', { body: { name: 'Ferro' } });
  const path = `vendors/${vendor.id}`;
  for (const answer of [vendor, await send(200, 'GET', path)])
    expect(answer).not.toHaveProperty('activityCount');
});
