import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { waitingShown, waitingTypes } from '#contract/waiting.ts';
import { waitingKey } from '#data/store/waiting-keys.ts';
import { addDays } from '#data/values/day.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, newLead } from '../selling.ts';
import { workAlways } from '../support.ts';
import { openTable } from '../table.ts';
import { todayOf, waitingInLists } from '../today.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let other: Person;
let customerId: string;

const at = (rest: string): string => `${organization.path}/${rest}`;
const byOwner: Call = (...request) => organization.owner.call(...request);
const make = (rest: string, body: object): Promise<any> => bodyOf(201, byOwner('POST', at(rest), { body }));
const day = (from: number): string => addDays(new Date().toISOString().slice(0, 10), from);

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  other = await addMember(host, organization, 'employee');
  await readyToBill(byOwner, organization);
  // Issues are due within minutes, whenever the test runs.
  const soon = { firstAnswerMinutes: 1, resolutionMinutes: 5 };
  await workAlways(byOwner, organization.path, { normal: soon });
  customerId = (await make('customers', { name: 'Harbour Foods', country: 'ES' })).id;
});

const today = (call: Call = byOwner, types?: string): Promise<any[]> =>
  todayOf(call, organization.path, types ? { types } : {});

async function expectAsLists(call: Call = byOwner): Promise<any[]> {
  await host.settled(organization);
  const sections = await today(call);
  expect(sections).toEqual(await waitingInLists(call, organization.path));
  return sections;
}

/** A change of a record that takes its version. */
const change = async (plural: string, { id }: { id: string }, rest: string, body?: object): Promise<any> => {
  const { version } = await bodyOf(200, byOwner('GET', at(`${plural}/${id}?trash=true`)));
  const method = rest === '' ? 'PATCH' : rest === 'delete' ? 'DELETE' : 'POST';
  const path = at(`${plural}/${id}${rest === '' || rest === 'delete' ? '' : `/${rest}`}`);
  return bodyOf(200, byOwner(method, path, { ...(body ? { body } : {}), ifMatch: version }));
};

const mine = () => ({ ownerId: organization.owner.userId });

type Make = () => Promise<unknown>;
/** Ways in which a record comes to be, each with its state. */
const makers: Record<string, Make> = {
  'a new lead': () => newLead(organization, mine()),
  'a lead of another person': () => newLead(organization, { ownerId: other.userId }),
  'an answered lead': async () => {
    const { id } = await newLead(organization, mine());
    await make(`activities/lead/${id}`, { kind: 'call', title: 'Spoke' });
  },
  'a lead with a completed plan': async () => {
    const { id } = await newLead(organization, mine());
    const about = [{ type: 'lead', id }];
    await make('activities', {
      title: 'Call',
      kindId: 'call',
      dueAt: `${day(-1)}T09:00:00Z`,
      done: true,
      about,
    });
  },
  'a converted lead': async () => {
    const lead = await newLead(organization, mine());
    await change('leads', lead, 'conversion', {});
  },
  'a disqualified lead': async () => {
    const lead = await newLead(organization, mine());
    await change('leads', lead, 'disqualify', { reason: 'No budget' });
  },
  'a deal without a next step': () => newDeal(organization, { ...mine(), customerId }),
  'a deal that is late': () => newDeal(organization, { ...mine(), expectedCloseDate: day(-3) }),
  'a deal with a next step': async () => {
    const { id } = await newDeal(organization, { ...mine(), expectedCloseDate: day(30) });
    await make('tasks', { title: 'Call', dueAt: `${day(3)}T09:00:00Z`, recordType: 'deal', recordId: id });
  },
  'a won deal': async () => change('deals', await newDeal(organization, mine()), 'win', {}),
  'a deal in the trash': async () => change('deals', await newDeal(organization, mine()), 'delete'),
  'a deal that changed hands': async () =>
    change('deals', await newDeal(organization, mine()), '', { ownerId: other.userId }),
  'a quote about to expire': () => sentQuote(2),
  'a quote with time': () => sentQuote(20),
  'an accepted quote': async () => change('quotes', await sentQuote(2), 'accept', {}),
  'an overdue invoice': () => invoiceDue(-5),
  'an invoice with time': () => invoiceDue(5),
  'an issue': () => make('issues', { subject: 'Roof', ...mine() }),
  'an issue that waits for its customer': async () => {
    const issue = await make('issues', { subject: 'Roof', ...mine() });
    await change('issues', issue, '', { statusId: 'waiting' });
  },
};

async function sentQuote(days: number): Promise<any> {
  const lines = [{ description: 'Crane', quantity: 1, unitPriceMinor: 10_000, taxPercent: 0 }];
  const quote = await make('quotes', { customerId, lines, validUntil: day(days), ...mine() });
  return change('quotes', quote, 'mark-sent');
}

async function invoiceDue(days: number): Promise<any> {
  // Numbers of a series have dates that follow one another.
  const dates = { issuedOn: day(-6), dueOn: day(days) };
  return issued(
    byOwner,
    organization,
    await newDraft(byOwner, organization, customerId, [10_000], { ...dates, ...mine() }),
  );
}

test.each(Object.keys(makers))('%s waits exactly if the list of its question has it', async (name) => {
  await makers[name]!();
  await expectAsLists();
});

test('what waits equals the lists’ answers after any sequence of changes', async () => {
  const names = fc.sample(fc.constantFrom(...Object.keys(makers)), { numRuns: count(20, 200), seed });
  for (let start = 0; start < names.length; start += 10) {
    await Promise.all(names.slice(start, start + 10).map((name) => makers[name]!()));
    await expectAsLists();
  }
  const totals = (await today()).map(({ total }) => Number(total));
  expect(Math.max(...totals)).toBeGreaterThan(waitingShown);
  expect(Math.min(...totals)).toBeGreaterThan(0);
});

test('a member sees what waits for them only, and what can be read by their role', async () => {
  const sections = await expectAsLists(other.call);
  const owners = sections.flatMap(({ items }) => items.map(({ ownerId }: any) => ownerId));
  expect(owners.length).toBeGreaterThan(0);
  expect(new Set(owners)).toEqual(new Set([other.userId]));
  const stranger = await newOrganization(await newPerson(host));
  expect((await stranger.owner.call('GET', at('dashboard/today'))).status).toBe(404);
  expect(
    (await bodyOf(200, stranger.owner.call('GET', `${stranger.path}/dashboard/today`))).sections,
  ).toEqual(waitingTypes.map((type) => ({ type, items: [], total: 0, totalIsExact: true })));
});

test('a key sees the types that it may read, and next steps if it may read tasks', async () => {
  const without = keyPermissionNames.filter((name) => !/^(task|quote|invoice):/.test(name));
  const key = await newApiKey(host, organization, organization.owner, without);
  await newDeal(organization, { ...mine(), expectedCloseDate: day(40) });
  await host.settled(organization);
  const sections = await today(key.call);
  const expected = await waitingInLists(
    key.call,
    organization.path,
    (permission) => !/^(task|quote|invoice):/.test(permission),
  );
  expect(sections).toEqual(expected);
  expect(sections.map(({ type }) => type)).toEqual(['lead', 'deal', 'issue']);
  expect(JSON.stringify(sections)).not.toContain('nextTaskAt');
});

test('only the types that are asked for are read, and others are refused', async () => {
  expect((await today(byOwner, 'deal,lead')).map(({ type }) => type)).toEqual(['lead', 'deal']);
  const answer = await byOwner('GET', at('dashboard/today'), { query: { types: 'contact' } });
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/query/types/0']);
});

test('a person with very many open deals gets a lower bound, and never an exact zero', async () => {
  const crowded = await newOrganization(await newPerson(host));
  const table = openTable(host);
  const { userId } = crowded.owner;
  const lines = (count: number, values: object) =>
    Promise.all(
      Array.from({ length: count }, (_, at) => {
        const key = waitingKey(crowded.id, userId, 'deal', `2027-01-01`, `d-${String(at).padStart(5, '0')}`);
        const data = JSON.stringify({ expectedCloseDate: '2027-01-01', stageId: 'sales-demo', ...values });
        return table.put({ ...key, kind: 'timeline', data });
      }),
    );
  // None of these waits: each has a next step.
  await lines(2_001, { nextTaskAt: 'some' });
  const [deals] = await todayOf(crowded.owner.call, crowded.path, { types: 'deal' });
  expect(deals).toEqual({ type: 'deal', items: [], total: 0, totalIsExact: false });
  // All of these wait by their lines, and not by their records, which don't exist: only some are looked up.
  await lines(501, {});
  const [some] = await todayOf(crowded.owner.call, crowded.path, { types: 'deal' });
  expect(some).toMatchObject({ items: [], totalIsExact: false });
  expect(some.total).toBe(500 - 12);
});
