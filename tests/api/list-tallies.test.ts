import { beforeAll, expect, inject, test } from 'vitest';
import { recordTypes } from '#contract/record-types.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let employee: Person;

const owned = (...args: Parameters<Call>) => organization.owner.call(...args);
const send = (method: string, rest: string, body?: object, ifMatch?: number) =>
  owned(method, `${organization.path}/${rest}`, {
    ...(body ? { body } : {}),
    ...(ifMatch ? { ifMatch } : {}),
  });
const done = (method: string, rest: string, body?: object, ifMatch?: number): Promise<any> =>
  bodyOf(
    method === 'POST' && !/restore|win|reopen/.test(rest) ? 201 : 200,
    send(method, rest, body, ifMatch),
  );
const ask = (plural: string, body: ListQuestion, call: Call = owned) =>
  call('POST', `${organization.path}/${plural}/query`, { body });
const list = (plural: string, query: Record<string, string>, call: Call = owned) =>
  call('GET', `${organization.path}/${plural}`, { query });

/** The values of one record in a query, after everything written has been projected. */
async function shown(plural: string, id: string, isDeleted = false): Promise<Record<string, unknown>> {
  await host.settled(organization);
  const question: ListQuestion = { limit: 100, ...(isDeleted ? { deleted: true } : {}) };
  const { items } = await bodyOf(200, ask(plural, question));
  return items.find((item: { id: string }) => item.id === id);
}
const idsOf = async (plural: string, query: Record<string, string>): Promise<string[]> =>
  (await bodyOf(200, list(plural, query))).items.map(({ id }: { id: string }) => id);

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  employee = await addMember(host, organization, 'employee');
});

const bodies: Record<string, object> = {
  deals: { title: 'Roof' },
  customers: { name: 'Acme' },
  vendors: { name: 'Mill' },
  products: { name: 'Rope' },
  issues: { subject: 'Roof' },
  quotes: { title: 'Roof' },
  orders: { reference: 'Roof' },
  invoices: { reference: 'Roof' },
  payments: { amount: { amountMinor: 100, currency: 'USD' } },
};

/** Activities are about records of other types. */
const typesWithActivities = Object.values(recordTypes).filter(({ name }) => name !== 'activity');

test.each(typesWithActivities.map(({ name, plural }) => [plural, name]))(
  'lists of %s show, sort and filter by the earliest open task, through all changes to tasks and the record',
  async (plural, recordType) => {
    const make = async () => done('POST', plural, bodies[plural] ?? { firstName: unique('Ana ') });
    const [first, second] = [await make(), await make()];
    const task = (recordId: string, dueAt: string) =>
      done('POST', 'tasks', { title: 'Call', dueAt, recordType, recordId });
    const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'].map(
      (day) => `${day}T15:00:00.000Z`,
    ) as [string, string, string, string];
    const one = await task(first.id, days[1]);
    const next = async () => (await shown(plural, first.id)).nextTaskAt;
    expect(await next()).toBe(days[1]);
    const earlier = await task(first.id, days[0]);
    expect(await next()).toBe(days[0]);
    const later = await done('PATCH', `tasks/${earlier.id}`, { dueAt: days[3] }, earlier.version);
    expect(await next()).toBe(days[1]);
    const finished = await done('PATCH', `tasks/${one.id}`, { done: true }, one.version);
    expect(await next()).toBe(days[3]);
    const reopened = await done('PATCH', `tasks/${one.id}`, { done: false }, finished.version);
    expect(await next()).toBe(days[1]);
    await done('DELETE', `tasks/${one.id}`, undefined, reopened.version);
    expect(await next()).toBe(days[3]);
    await task(second.id, days[2]);
    await host.settled(organization);
    const both = [first.id, second.id];
    const ours = async (query: Record<string, string>) =>
      (await idsOf(plural, query)).filter((id) => both.includes(id));
    expect(await ours({ sort: 'nextTaskAt' })).toEqual([second.id, first.id]);
    expect(await ours({ nextTaskTo: '2026-12-03' })).toEqual([second.id]);
    await done('DELETE', `tasks/${later.id}`, undefined, later.version);
    expect(await next()).toBeUndefined();
    expect([await ours({ hasNextTask: 'true' }), await ours({ hasNextTask: 'false' })]).toEqual([
      [second.id],
      [first.id],
    ]);
    const noTask: Filter = { field: 'nextTaskAt', op: 'isEmpty' };
    const { items } = await bodyOf(200, ask(plural, { filter: noTask, limit: 100 }));
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(second.id);
    await done('POST', `tasks/${one.id}/restore`);
    expect(await next()).toBe(days[1]);
    // Tasks go to the trash with their record, and count again when it is restored.
    const trashed = await done('DELETE', `${plural}/${first.id}`, undefined, first.version);
    expect((await shown(plural, first.id, true)).nextTaskAt).toBeUndefined();
    expect((await done('POST', `${plural}/${trashed.id}/restore`)).id).toBe(first.id);
    expect(await next()).toBe(days[1]);
  },
);

test('lists show, sort and filter by when somebody last wrote a note, logged an activity or completed a planned one', async () => {
  const make = async () => (await done('POST', 'contacts', { firstName: unique('Ana ') })).id as string;
  const [first, second] = [await make(), await make()];
  const touch = async (id = first) => (await shown('contacts', id)).lastTouchAt;
  expect(await touch()).toBeUndefined();
  const early = '2026-01-05T10:00:00.000Z';
  const logged = await done('POST', `activities/contact/${first}`, {
    kind: 'call',
    title: 'Call',
    date: early,
  });
  expect(await touch()).toBe(early);
  const note = await done('POST', `notes/contact/${first}`, { body: 'Likes *tea*' });
  expect(await touch()).toBe(note.createdAt);
  await done('PATCH', `notes/contact/${first}/${note.id}`, { pinned: true }, 1);
  expect(await touch()).toBe(note.createdAt);
  const about = [first, second].map((id) => ({ type: 'contact', id }));
  const plan = { title: 'Visit', dueAt: '2031-03-04T15:00:00.000Z', about };
  const planned = await done('POST', 'activities', plan);
  expect([await touch(), await touch(second)]).toEqual([note.createdAt, undefined]);
  const { doneAt } = await done('PATCH', `activities/${planned.id}`, { done: true }, 1);
  expect([await touch(), await touch(second)]).toEqual([doneAt, doneAt]);
  expect((await shown('contacts', first)).lastDoneAt).toBe(doneAt);
  const quiet: Filter = {
    or: [
      { field: 'lastTouchAt', op: 'isEmpty' },
      { field: 'lastTouchAt', op: 'before', value: { days: -30 } },
    ],
  };
  const isQuiet = async () => {
    const { items } = await bodyOf(200, ask('contacts', { filter: quiet, limit: 100 }));
    return [first, second].map((id) => items.some((item: { id: string }) => item.id === id));
  };
  expect(await isQuiet()).toEqual([false, false]);
  await done('PATCH', `activities/${planned.id}`, { done: false }, 2);
  expect([await touch(), await touch(second)]).toEqual([note.createdAt, undefined]);
  expect((await shown('contacts', first)).lastDoneAt).toBeUndefined();
  await done('DELETE', `notes/contact/${first}/${note.id}`, undefined, 2);
  expect(await touch()).toBe(early);
  expect(await isQuiet()).toEqual([true, true]);
  await done('DELETE', `activities/contact/${first}/${logged.id}`, undefined, 1);
  expect(await touch()).toBeUndefined();
});

test('lists of customers show, sort and filter by their won deals, through all changes to deals and customers', async () => {
  const make = async () => done('POST', 'customers', { name: unique('Acme ') });
  const [acme, globex] = [await make(), await make()];
  const sums = async (id: string) => {
    const { wonDeals, wonValue } = await shown('customers', id);
    return [wonDeals, (wonValue as { amountMinor: number } | undefined)?.amountMinor];
  };
  const won = async (values: object) => {
    const { id, version } = await newDeal(organization, { customerId: acme.id, ...values });
    return done('POST', `deals/${id}/win`, {}, version);
  };
  expect(await sums(acme.id)).toEqual([0, undefined]);
  await newDeal(organization, { customerId: acme.id, value: usd(99) });
  let large = await won({ value: usd(50_000) });
  let euros = await won({ value: { amountMinor: 10_000, currency: 'EUR' }, exchangeRate: 1.1 });
  const unrated = await won({});
  expect(await sums(acme.id)).toEqual([3, 61_000]);
  expect((await shown('customers', acme.id)).wonValue).toEqual(usd(61_000));
  euros = await done('PATCH', `deals/${euros.id}`, { exchangeRate: 2 }, euros.version);
  expect(await sums(acme.id)).toEqual([3, 70_000]);
  large = await done('PATCH', `deals/${large.id}`, { value: usd(40_000) }, large.version);
  expect(await sums(acme.id)).toEqual([3, 60_000]);
  await done('PATCH', `deals/${large.id}`, { customerId: globex.id }, large.version);
  expect([await sums(acme.id), await sums(globex.id)]).toEqual([
    [2, 20_000],
    [1, 40_000],
  ]);
  expect(await idsOf('customers', { sort: '-wonValue', limit: '2' })).toEqual([globex.id, acme.id]);
  expect(await idsOf('customers', { wonValueFrom: '20001' })).toEqual([globex.id]);
  expect(await idsOf('customers', { wonDealsFrom: '2', wonValueTo: '20000' })).toEqual([acme.id]);
  await done('DELETE', `deals/${unrated.id}`, undefined, unrated.version);
  const opened = await done('POST', `deals/${euros.id}/reopen`, undefined, euros.version);
  expect(await sums(acme.id)).toEqual([0, undefined]);
  const never: Filter = { field: 'wonValue', op: 'isEmpty' };
  const { items } = await bodyOf(200, ask('customers', { filter: never, limit: 100 }));
  expect(items.map(({ id }: { id: string }) => id)).toContain(acme.id);
  await done('DELETE', `customers/${acme.id}`, undefined, acme.version);
  await done('POST', `deals/${unrated.id}/restore`);
  await done('POST', `deals/${opened.id}/win`, {}, opened.version);
  await host.settled(organization);
  await done('POST', `customers/${acme.id}/restore`);
  expect(await sums(acme.id)).toEqual([2, 20_000]);
});

test('callers who can’t read all deals can’t see, sort or filter customers by won deals', async () => {
  const customer = await done('POST', 'customers', { name: 'Own', ownerId: employee.userId });
  const { id, version } = await newDeal(organization, { customerId: customer.id, value: usd(700) });
  await done('POST', `deals/${id}/win`, {}, version);
  await host.settled(organization);
  const key = await newApiKey(host, organization, organization.owner, ['customer:read']);
  const questions: ListQuestion[] = [
    { filter: { field: 'wonDeals', op: 'atLeast', value: 1 } },
    { sorts: [{ field: 'wonValue' }] },
    { columns: ['wonValue'] },
    { groups: { measures: ['wonDeals'] } },
  ];
  for (const call of [employee.call, key.call]) {
    for (const question of questions)
      expect((await bodyOf(422, ask('customers', question, call))).errors[0].code).toBe('unknown_field');
    for (const query of [{ sort: '-wonValue' }, { wonValueFrom: '1' }])
      expect((await bodyOf(422, list('customers', query, call))).errors[0].code).toBe('unknown_field');
    const { items } = await bodyOf(200, ask('customers', { limit: 100 }, call));
    const [row] = items.filter((item: { id: string }) => item.id === customer.id);
    expect(row).toMatchObject({ name: 'Own', activityCount: 0 });
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['wonDeals']));
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['wonValue']));
  }
  for (const question of questions) await bodyOf(200, ask('customers', question));
  expect(await shown('customers', customer.id)).toMatchObject({ wonDeals: 1, wonValue: usd(700) });
});

test('API keys that can’t read tasks can’t sort or filter by the next task', async () => {
  const contact = await done('POST', 'contacts', { firstName: 'Ana' });
  await done('POST', 'tasks', {
    ...{ title: 'Call', dueAt: '2026-12-01T15:00:00Z' },
    ...{ recordType: 'contact', recordId: contact.id },
  });
  await host.settled(organization);
  const key = await newApiKey(host, organization, organization.owner, ['contact:read']);
  const reader = await newApiKey(host, organization, organization.owner, ['contact:read', 'task:read']);
  const noTask: Filter = { field: 'nextTaskAt', op: 'isEmpty' };
  await bodyOf(422, ask('contacts', { filter: noTask }, key.call));
  await bodyOf(422, list('contacts', { hasNextTask: 'false' }, key.call));
  await bodyOf(200, list('contacts', { hasNextTask: 'false' }, reader.call));
  const filter: Filter = { field: 'createdAt', op: 'isNotEmpty' };
  const rowsOf = async (call: Call) =>
    (await bodyOf(200, ask('contacts', { filter, limit: 100 }, call))).items;
  const dues = (rows: { nextTaskAt?: string }[]) => rows.filter(({ nextTaskAt }) => nextTaskAt !== undefined);
  expect(dues(await rowsOf(reader.call))).not.toEqual([]);
  expect(dues(await rowsOf(key.call))).toEqual([]);
});
