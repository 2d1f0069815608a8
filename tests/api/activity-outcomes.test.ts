import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '#contract/limits.ts';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let contact: { id: string };

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  contact = await newContact(organization, owner.call);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const logs = () => at(`activities/contact/${contact.id}`);
const log = (values: object) =>
  owner.call('POST', logs(), { body: { kind: 'call', title: 'Call', ...values } });
const entry = async (name: string): Promise<string> => {
  const { items } = await bodyOf(200, owner.call('GET', at('status-lists/activityOutcomes')));
  return items.find((one: any) => one.name === name).id;
};

test('an activity that is logged has an outcome of the organization’s list, which can be changed and cleared', async () => {
  const outcomeId = await entry('Left a message');
  const made = await bodyOf(201, log({ outcomeId }));
  expect(made.outcomeId).toBe(outcomeId);
  const change = (body: object, ifMatch: number) =>
    owner.call('PATCH', `${logs()}/${made.id}`, { body, ifMatch });
  const reached = await entry('Reached');
  expect(await bodyOf(200, change({ outcomeId: reached }, 1))).toMatchObject({ outcomeId: reached });
  expect(await bodyOf(200, change({ title: 'Again' }, 2))).toMatchObject({ outcomeId: reached });
  expect(await bodyOf(200, change({ outcomeId: null }, 3))).not.toHaveProperty('outcomeId');
  const { items } = await bodyOf(200, owner.call('GET', logs()));
  expect(items.find(({ id }: any) => id === made.id)).not.toHaveProperty('outcomeId');
});

test('a planned activity has one, too, by which lists are filtered, and which tasks show', async () => {
  const outcomeId = await entry('No-show');
  const body = { title: 'Visit', kindId: 'meeting', dueAt: '2031-03-04T15:00:00.000Z' };
  const made = await bodyOf(201, owner.call('POST', at('activities'), { body }));
  const path = at(`tasks/${made.id}`);
  const done = { body: { done: true, outcomeId }, ifMatch: 1 };
  expect(await bodyOf(200, owner.call('PATCH', path, done))).toMatchObject({ outcomeId });
  const filter = { field: 'outcomeId', op: 'anyOf', value: [outcomeId] };
  const { items } = await bodyOf(
    200,
    owner.call('POST', at('activities/query'), { body: { current: true, filter } }),
  );
  expect(items.map(({ id }: any) => id)).toEqual([made.id]);
  await bodyOf(200, owner.call('PATCH', path, { body: { outcomeId: null }, ifMatch: 2 }));
  expect(await bodyOf(200, owner.call('GET', path))).not.toHaveProperty('outcomeId');
});

test('an outcome that isn’t in the list, or is retired, is refused, and activities keep one that is retired since', async () => {
  const list = at('status-lists/activityOutcomes');
  const { version, items } = await bodyOf(200, owner.call('GET', list));
  const [first, ...others] = items.map(({ id }: any) => ({ id }));
  const kept = await bodyOf(201, log({ outcomeId: first.id }));
  await bodyOf(200, owner.call('PATCH', list, { body: { items: others }, ifMatch: version }));
  // The settings have expired from all caches.
  await sleep(limits.settingsCachedSeconds * 1000 + 100);
  for (const outcomeId of [first.id, 'unknown']) {
    const errors = [{ pointer: '/outcomeId', code: 'not_a_choice' }];
    const logged = await log({ outcomeId });
    expect(logged.body).toMatchObject({ status: 422, errors });
    const dueAt = '2031-03-04T15:00:00.000Z';
    const planned = await owner.call('POST', at('activities'), {
      body: { title: 'Visit', dueAt, outcomeId },
    });
    expect(planned.body).toMatchObject({ status: 422, errors });
  }
  const path = `${logs()}/${kept.id}`;
  const renamed = await bodyOf(
    200,
    owner.call('PATCH', path, { body: { ...kept, title: 'Again' }, ifMatch: 1 }),
  );
  expect(renamed).toMatchObject({ title: 'Again', outcomeId: first.id });
});
