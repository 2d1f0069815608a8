import { beforeEach, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
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

beforeEach(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  contact = await newContact(organization, owner.call);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const aboutContact = () => [{ type: 'contact', id: contact.id }];
const momentIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const dayIn = (days: number): string => momentIn(days).slice(0, 10);

async function plan(values: object = {}, by: Person = owner): Promise<any> {
  const body = { title: 'Visit', kindId: 'meeting', dueAt: momentIn(3), durationMinutes: 60, ...values };
  return bodyOf(201, by.call('POST', at('activities'), { body }));
}
const change = (planned: any, body: object): Promise<any> =>
  bodyOf(200, owner.call('PATCH', at(`activities/${planned.id}`), { body, ifMatch: planned.version }));
const done = async (values: object = {}, by?: Person): Promise<any> =>
  change(await plan(values, by), { done: true });
const log = (values: object, by: Person = owner): Promise<any> =>
  bodyOf(
    201,
    by.call('POST', at(`activities/contact/${contact.id}`), { body: { title: 'Call', ...values } }),
  );
async function list(call: Call = owner.call, query: Record<string, string> = {}): Promise<any> {
  await host.settled(organization);
  return bodyOf(200, call('GET', at('activities'), { query }));
}
async function report(name: string, query: Record<string, string> = {}): Promise<any> {
  await host.settled(organization);
  return bodyOf(200, owner.call('GET', at(`analytics/${name}`), { query }));
}
const outcome = async (name: string): Promise<string> => {
  const { items } = await bodyOf(200, owner.call('GET', at('status-lists/activityOutcomes')));
  return items.find((one: any) => one.name === name).id;
};

describe('a planned activity that is done', () => {
  test('is among the activities of all records, with its main record, until it is reopened or deleted', async () => {
    await log({ kind: 'call' });
    const visit = await done({ about: aboutContact() });
    const { items, total, totalIsExact } = await list();
    expect([total, totalIsExact]).toEqual([2, true]);
    expect(items[0]).toEqual({
      ...{ id: visit.id, kind: 'meeting', kindId: 'meeting', durationMinutes: 60, wasPlanned: true },
      ...{ date: visit.doneAt, userId: owner.userId, userName: expect.any(String), title: 'Visit' },
      ...{ recordType: 'contact', recordId: contact.id, recordTitle: expect.any(String) },
    });
    const open = await change(visit, { done: false });
    expect(await list()).toMatchObject({ total: 1, items: [{ title: 'Call' }] });
    const again = await change(open, { done: true });
    expect((await list()).total).toBe(2);
    const path = at(`activities/${again.id}`);
    await bodyOf(200, owner.call('DELETE', path, { ifMatch: again.version }));
    expect((await list()).total).toBe(1);
  });

  test('is found by kind, type, outcome and person, as those that were logged are', async () => {
    const employee = await addMember(host, organization, 'employee');
    const reached = await outcome('Reached');
    await done({ title: 'planned call', kindId: 'call', outcomeId: reached, ownerId: employee.userId });
    await done({ title: 'planned meeting' });
    await log({ kind: 'call', title: 'logged call' });
    await log({ kind: 'call', title: 'logged and reached', outcomeId: reached });
    const titles = async (query: Record<string, string>) =>
      (await list(owner.call, query)).items.map(({ title }: any) => title).sort();
    expect(await titles({ kind: 'call' })).toEqual(['logged and reached', 'logged call', 'planned call']);
    expect(await titles({ kindId: 'call' })).toEqual(await titles({ kind: 'call' }));
    expect(await titles({ kindId: 'meeting' })).toEqual(['planned meeting']);
    expect(await titles({ outcomeId: reached })).toEqual(['logged and reached', 'planned call']);
    expect(await titles({ outcomeId: 'none', kind: 'call' })).toEqual(['logged call']);
    expect(await titles({ outcomeId: 'none' })).toEqual(['logged call', 'planned meeting']);
    expect(await titles({ userId: employee.userId })).toEqual(['planned call']);
  });

  test('shows its title only to whoever can read it and its record', async () => {
    const [manager, employee] = [
      await addMember(host, organization, 'manager'),
      await addMember(host, organization, 'employee'),
    ];
    await makeTeam(organization, manager, [employee]);
    await done({ title: 'about nothing', ownerId: employee.userId });
    await done({ title: 'about a contact', ownerId: employee.userId, about: aboutContact() });
    const shown = async (call: Call) =>
      (await list(call)).items.map(({ title, recordId }: any) => [title, recordId]);
    const all = [
      ['about a contact', contact.id],
      ['about nothing', undefined],
    ];
    expect(await shown(owner.call)).toEqual(all);
    // Neither the manager nor the employee can read a contact of the owner.
    const hidden = [
      [undefined, undefined],
      ['about nothing', undefined],
    ];
    expect(await shown(manager.call)).toEqual(hidden);
    expect(await shown(employee.call)).toEqual(hidden);
  });

  test('is neither listed nor counted for a key that can’t read planned activities', async () => {
    await log({ kind: 'call' });
    await done({ about: aboutContact() });
    const permissions = ['analytics:read', 'activity:read', 'contact:read'] as const;
    const { call } = await newApiKey(host, organization, owner, permissions);
    expect(await list(call)).toMatchObject({ total: 1, totalIsExact: true, items: [{ title: 'Call' }] });
    const { totals } = await bodyOf(200, call('GET', at('analytics/activities')));
    expect(totals).toMatchObject({ done: 1, meeting: 0 });
  });

  test('counts in reports by kind, outcome and person, beside those that were logged', async () => {
    const employee = await addMember(host, organization, 'employee');
    const reached = await outcome('Reached');
    const call = { kindId: 'call', outcomeId: reached, durationMinutes: 10, ownerId: employee.userId };
    await done(call);
    await plan({ kindId: 'call' });
    await done();
    await log({ kind: 'call', durationMinutes: 5 });
    const days = { from: dayIn(-30), to: dayIn(30) };
    const { totals, parts } = await report('activities', days);
    expect(totals).toMatchObject({ call: 2, meeting: 1, minutes: 75, done: 3, planned: 3, kept: 2 });
    expect(parts).toEqual([]);
    const by = async (of: string) =>
      Object.fromEntries(
        (await report('activities', { ...days, of })).parts.map(({ id, values }: any) => [
          id,
          [values.done, values.planned, values.kept],
        ]),
      );
    expect(await by('kind')).toEqual({ call: [2, 2, 1], meeting: [1, 1, 1] });
    expect(await by('outcome')).toEqual({ [reached]: [1, 0, 0], none: [2, 0, 0] });
    expect(await by('person')).toEqual({ [owner.userId]: [2, 2, 1], [employee.userId]: [1, 1, 1] });
    const people = await report('people', days);
    const theirs = people.parts.find(({ id }: any) => id === employee.userId);
    expect(theirs.values).toMatchObject({ call: 1, planned: 1, kept: 1, minutes: 10 });
  });

  test('counts on the day for which it was planned and on that when it was done, and moves with both', async () => {
    const monthOf = async (from: string) =>
      (await report('activities', { from, to: `${from.slice(0, 8)}28`, by: 'month' })).totals;
    const visit = await plan({ dueAt: '2026-05-04T15:00:00.000Z' });
    expect(await monthOf('2026-05-01')).toMatchObject({ planned: 1, kept: 0, done: 0 });
    const moved = await change(visit, { dueAt: '2026-06-04T15:00:00.000Z' });
    expect(await monthOf('2026-05-01')).toMatchObject({ planned: 0, kept: 0 });
    await change(moved, { done: true });
    expect(await monthOf('2026-06-01')).toMatchObject({ planned: 1, kept: 1, done: 0 });
  });

  test('leaves no part without figures in a report once it is reopened', async () => {
    const visit = await done();
    const parts = async (of: string) => (await report('activities', { of })).parts.length;
    expect([await parts('kind'), await parts('outcome')]).toEqual([1, 1]);
    await bodyOf(200, owner.call('DELETE', at(`activities/${visit.id}`), { ifMatch: visit.version }));
    expect([await parts('kind'), await parts('outcome'), await parts('person')]).toEqual([0, 0, 0]);
  });

  test('answers the lead that it is about', async () => {
    const lead = await bodyOf(
      201,
      owner.call('POST', at('leads'), { body: { firstName: 'Ana', lastName: 'Ruiz' } }),
    );
    expect((await report('leads')).totals).toMatchObject({ created: 1, answered: 0 });
    const call = await done({ about: [{ type: 'lead', id: lead.id }] });
    expect((await report('leads')).totals).toMatchObject({ created: 1, answered: 1 });
    await change(call, { done: false });
    expect((await report('leads')).totals).toMatchObject({ created: 1, answered: 0 });
  });
});

describe('a won deal', () => {
  test('is reported with the activities on it until the day when it was won, whenever they were entered', async () => {
    const { items } = await bodyOf(200, owner.call('GET', at('pipelines')));
    const { stages } = items[0];
    const stage = (meaning: string) => stages.find((one: any) => one.meaning === meaning).id;
    const value = { amountMinor: 100_00, currency: 'EUR' };
    const deal = await bodyOf(201, owner.call('POST', at('deals'), { body: { title: 'Roof', value } }));
    const logOnDeal = (date: string) =>
      bodyOf(
        201,
        owner.call('POST', at(`activities/deal/${deal.id}`), { body: { kind: 'call', title: 'Call', date } }),
      );
    await logOnDeal(momentIn(-2));
    await done({ about: [{ type: 'deal', id: deal.id }] });
    expect((await report('deals')).totals).toMatchObject({ won: 0, wonActivities: 0 });
    const won = await bodyOf(
      200,
      owner.call('PATCH', at(`deals/${deal.id}`), {
        body: { stageId: stage('won') },
        ifMatch: (await bodyOf(200, owner.call('GET', at(`deals/${deal.id}`)))).version,
      }),
    );
    expect((await report('deals')).totals).toMatchObject({ won: 1, wonActivities: 2 });
    const late = await logOnDeal(momentIn(-1));
    await logOnDeal(momentIn(2));
    expect((await report('deals')).totals).toMatchObject({ wonActivities: 3 });
    const path = at(`activities/deal/${deal.id}/${late.id}`);
    await bodyOf(200, owner.call('DELETE', path, { ifMatch: 1 }));
    expect((await report('deals')).totals).toMatchObject({ wonActivities: 2 });
    const body = { stageId: stage('lost'), lostReason: 'Price' };
    await bodyOf(200, owner.call('PATCH', at(`deals/${deal.id}`), { body, ifMatch: won.version }));
    expect((await report('deals')).totals).toMatchObject({ lost: 1, wonActivities: 0 });
  });
});
