import { afterAll, beforeAll, expect, test } from 'vitest';
import { totalsOf } from '#contract/document-totals.ts';
import { allPresets } from '#data/organization/presets/presets.ts';
import { dateIn } from '#data/values/day.ts';
import { contentOf } from '../../functions/demo-data/content/content-of.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { storedIssues, storedMoney, storedPeople } from '../demo-records.ts';
import type { HostUnderTest } from '../host.ts';
import {
  addMember,
  loadDemoData,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';
import { newView } from '../views.ts';

/** A host of its own, because loading keeps the stream readers busy for a minute. */
let host: HostUnderTest;
let owner: Person;
let colleague: Person;
let organization: TestOrganization;
let whole: Awaited<ReturnType<typeof storedPeople>>;
let added: Record<string, number>;
let addedAgain: Record<string, number>;
beforeAll(async () => {
  host = await startQuietHost();
  owner = await newPerson(host);
  organization = await newOrganization(owner, { timeZone });
  colleague = await addMember(host, organization, 'manager');
  added = await loadDemoData(owner.call, organization);
  addedAgain = await loadDemoData(owner.call, organization);
  whole = await storedPeople(host, organization);
});
afterAll(() => host.stop());

/** So far from UTC that it is night there during some of UTC's working hours. */
const timeZone = 'America/Bogota';

const sumOf = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

test('demo data load a year of records, activities and tasks once, in several calls', async () => {
  const complete = {
    tasks: 60,
    customers: 120,
    contacts: 500,
    leads: 300,
    deals: 200,
    employees: 12,
    files: 16,
    products: 8,
    quotes: expect.any(Number),
  };
  expect(added).toMatchObject(complete);
  expect(added.activities).toBeGreaterThan(1_800);
  expect(addedAgain).toEqual(Object.fromEntries(Object.keys(added).map((name) => [name, 0])));
  const open = await bodyOf(200, owner.call('GET', `${organization.path}/tasks`));
  expect(open.items.length).toBeGreaterThan(10);
});

test('demo data contain views that work for every role, and are not added beside shared views', async () => {
  for (const { call } of [owner, colleague, await addMember(host, organization, 'employee')]) {
    const { items } = await bodyOf(200, call('GET', `${organization.path}/views`));
    expect(items).toHaveLength(3);
    for (const { recordType, query, missingFields } of items) {
      expect(missingFields).toEqual([]);
      await bodyOf(200, call('POST', `${organization.path}/${recordType}s/query`, { body: query }));
    }
  }
  const other = await newOrganization(owner);
  await newView(other, owner.call, { recordType: 'lead', name: 'Ours', sharedWith: ['admin'] });
  await loadDemoData(owner.call, other);
  const { items } = await bodyOf(
    200,
    owner.call('GET', `${other.path}/views`, { query: { allShared: 'true' } }),
  );
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Ours']);
});

test('existing data takes precedence over demo data, and nothing refers to what was left out', async () => {
  const other = await newOrganization(owner);
  // An existing contact already uses the e-mail address of a demo contact that has a note.
  const noted = new Set(whole.notes.map(({ pk }) => String(pk).split('#').at(-1)));
  const { email } = whole.contacts.find((contact) => noted.has(contact.id) && contact.email);
  const own = await newContact(other, owner.call, { email });
  const tag = { body: { name: 'RENEWAL' } };
  await bodyOf(201, owner.call('POST', `${other.path}/tags`, tag));
  expect(await loadDemoData(owner.call, other)).toMatchObject({
    contacts: 499,
    // The one that exists is counted, and used.
    tags: 10,
    notes: whole.notes.length - 1,
  });
  const { contacts, tags, notes } = await storedPeople(host, other);
  expect(contacts.filter((contact) => contact.email === email).map(({ id }) => id)).toEqual([own.id]);
  expect(tags.filter(({ name }) => /^renewal$/i.test(name))).toHaveLength(1);
  const ids = new Set(contacts.map(({ id }) => id));
  expect(notes.filter(({ pk }) => !ids.has(String(pk).split('#').at(-1)))).toEqual([]);
  const known = new Set(tags.map(({ id }) => id));
  expect(contacts.flatMap(({ tagIds = [] }) => tagIds.filter((id: string) => !known.has(id)))).toEqual([]);
  expect(await loadDemoData(owner.call, other)).toMatchObject({ contacts: 0, tags: 0, notes: 0 });
});

test('demo records belong to every member, and their activities are in working hours and after the record’s creation', async () => {
  const items = [...(await openTable(host).organization(organization.id)).values()];
  const valuesOf = ({ row = '{}', data = '{}' }: any) => ({
    ...JSON.parse(String(row).slice(String(row).indexOf('{'))),
    ...JSON.parse(data),
  });
  const ofKind = (kind: string) => items.filter((item) => item.kind === kind);
  const records = ofKind('record').map((item) => ({ ...valuesOf(item), type: item.type }));
  const entries = ['activity', 'task', 'note', 'attachment'].flatMap((kind) =>
    ofKind(kind).map((item) => ({ kind, pk: String(item.pk), ...valuesOf(item) })),
  );
  const madeAt = new Map(records.map(({ id, createdAt }) => [id, createdAt]));
  const owned = (userId: string) => records.filter(({ ownerId }) => ownerId === userId).length;
  expect(owned(owner.userId)).toBeGreaterThan(100);
  expect(owned(colleague.userId)).toBeGreaterThan(100);

  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit' });
  const isAtWork = (instant: string) => {
    const [day = '', hour = ''] = clock.format(new Date(instant)).split(', ');
    return !['Sat', 'Sun'].includes(day) && Number(hour) >= 8 && Number(hour) <= 18;
  };
  const instants = [
    ...records.flatMap(({ id, createdAt, closedAt, stageSince, convertedAt }) =>
      [createdAt, closedAt, stageSince, convertedAt].flatMap((at) => (at ? [{ id, at }] : [])),
    ),
    ...entries.flatMap(({ kind, pk, recordId, createdAt, date, dueAt, doneAt }) =>
      [createdAt, date, dueAt, doneAt].flatMap((at) =>
        at ? [{ id: recordId ?? pk.split('#').at(-1), at, kind }] : [],
      ),
    ),
  ];
  expect(instants.length).toBeGreaterThan(4_000);
  expect(instants.filter(({ at }) => !isAtWork(at)).slice(0, 5)).toEqual([]);
  expect(instants.filter(({ id, at }) => at < (madeAt.get(id) ?? '')).slice(0, 5)).toEqual([]);
  const links = records.flatMap(
    ({ type, createdAt, convertedAt, customerId, contactId, contactIds = [] }) => {
      const since = type === 'deal' ? createdAt : type === 'lead' ? convertedAt : undefined;
      return [customerId, contactId, ...contactIds].map((to) => ({ since, to }));
    },
  );
  expect(links.filter(({ since, to }) => since < (madeAt.get(to) ?? '')).slice(0, 5)).toEqual([]);
});

test('demo invoices have numbers without gaps in the order of their dates, and add up with their payments', async () => {
  const all = await storedMoney(host, organization);
  const numbered = all.invoices.filter(({ issuedAt, kindId }) => issuedAt && kindId === 'invoice');
  expect(numbered.length).toBeGreaterThan(90);
  const inOrder = numbered.toSorted((one, other) => (one.number < other.number ? -1 : 1));
  const places = new Map<string, number>();
  for (const { number, issuedOn, dueOn, parties } of inOrder) {
    const [, year = '', place] = /^(?:F|INV-)(\d{4})-(\d{4,})$/.exec(number) ?? [];
    places.set(year, (places.get(year) ?? 0) + 1);
    expect([year, Number(place)]).toEqual([issuedOn.slice(0, 4), places.get(year)]);
    expect(dueOn > issuedOn).toBe(true);
    expect(parties.seller.taxId).toBeTruthy();
    expect(parties.buyer.name).toBeTruthy();
  }
  const dates = inOrder.map(({ issuedOn }) => issuedOn);
  expect(dates).toEqual(dates.toSorted());
  const today = dateIn(timeZone, new Date());
  expect(dates.every((date) => date < today)).toBe(true);

  const received = new Map<string, number>();
  for (const payment of all.payments) {
    const { amount, allocations = [], refunds = [], statusId } = payment;
    const settled = sumOf(allocations.map((one: any) => one.amountMinor));
    const refunded = sumOf(refunds.map((one: any) => one.amountMinor));
    const left = statusId === 'canceled' ? 0 : amount.amountMinor - settled - refunded;
    expect([payment.unallocated.amountMinor, payment.refunded.amountMinor]).toEqual([left, refunded]);
    for (const { invoiceId, amountMinor } of allocations)
      received.set(invoiceId, (received.get(invoiceId) ?? 0) + Number(amountMinor));
  }
  const credited = new Map<string, number>();
  for (const note of all.invoices.filter(({ kindId }) => kindId === 'credit-note'))
    credited.set(note.creditedId, (credited.get(note.creditedId) ?? 0) - Number(note.total.amountMinor));
  for (const invoice of numbered) {
    const { id, lines, discountPercent, total, paid, due, voidedAt, dueOn, statusId } = invoice;
    expect(total.amountMinor).toBe(totalsOf(lines, total.currency, discountPercent)?.totalMinor);
    expect(paid.amountMinor).toBe(received.get(id) ?? 0);
    expect(invoice.credited.amountMinor).toBe(credited.get(id) ?? 0);
    const sum = sumOf([paid, invoice.credited, due].map(({ amountMinor }) => Number(amountMinor)));
    expect(sum).toBe(voidedAt ? 0 : total.amountMinor);
    const settled = paid.amountMinor === 0 ? 'credited' : 'paid';
    const unpaid = dueOn < today ? 'overdue' : 'open';
    expect(statusId).toBe(voidedAt ? 'void' : due.amountMinor === 0 ? settled : unpaid);
  }
});

test('nothing is due of demo issues that were answered or resolved', async () => {
  const issues = await storedIssues(host, organization);
  const answered = issues.filter(({ firstAnsweredAt }) => firstAnsweredAt);
  const resolved = issues.filter(({ resolvedAt }) => resolvedAt);
  expect([answered.length > 30, resolved.length > 20]).toEqual([true, true]);
  expect(answered.filter(({ firstAnswerDueAt }) => firstAnswerDueAt)).toEqual([]);
  expect(resolved.filter(({ resolutionDueAt }) => resolutionDueAt)).toEqual([]);
});

test('demo documents are in every state, and lists count what was loaded', async () => {
  const all = await storedMoney(host, organization);
  const statesOf = (records: any[]) => [...new Set(records.map(({ statusId }) => statusId))].sort();
  expect(statesOf(all.quotes)).toEqual(['accepted', 'declined', 'draft', 'expired', 'sent']);
  expect(statesOf(all.orders)).toEqual(['canceled', 'confirmed', 'draft', 'fulfilled']);
  expect(statesOf(all.invoices)).toEqual(['draft', 'issued', 'open', 'overdue', 'paid', 'void']);
  expect(statesOf(all.payments)).toEqual(['canceled', 'received', 'refunded']);
  expect(new Set(all.payments.map(({ methodId }) => methodId)).size).toBeGreaterThan(3);
  const partly = all.orders.filter(({ statusId, fulfilled }) => statusId === 'confirmed' && fulfilled);
  expect(partly.length).toBeGreaterThan(0);
  const owed = (one: any) => one.paid.amountMinor > 0 && one.due.amountMinor > 0;
  expect(all.invoices.filter(owed).length).toBeGreaterThan(0);
  const severalAtOnce = all.payments.filter(({ allocations = [] }) => allocations.length > 1);
  expect(severalAtOnce.length).toBeGreaterThan(0);
  const orders = new Map(all.orders.map((order) => [order.id, order]));
  const drafts = new Map(all.invoices.map((invoice) => [invoice.id, invoice]));
  expect(all.quotes.filter(({ invoiceIds }) => invoiceIds)).toHaveLength(1);
  for (const { id, orderId, invoiceIds = [], acceptedAt, total } of all.quotes) {
    if (orderId) expect(acceptedAt).toBeDefined();
    for (const invoiceId of invoiceIds) expect(drafts.get(invoiceId)).toMatchObject({ quoteId: id, total });
    if (orderId) expect(orders.get(orderId).total).toEqual(total);
  }
  for (const name of ['products', 'quotes', 'orders', 'invoices', 'payments'] as const) {
    const { items, total } = await bodyOf(200, owner.call('GET', `${organization.path}/${name}`));
    expect([items.length > 0, total]).toEqual([true, all[name].length]);
    expect(all[name].length).toBe(added[name]);
  }
});

test('an organization that issues invoices of its own gets no demo invoices, and keeps its billing settings', async () => {
  const other = await newOrganization(owner);
  await readyToBill(owner.call, other);
  const billing = await bodyOf(200, owner.call('GET', `${other.path}/billing`));
  const { id } = await bodyOf(201, owner.call('POST', `${other.path}/customers`, { body: { name: 'Acme' } }));
  const own = await issued(owner.call, other, await newDraft(owner.call, other, id, [5_000]));
  const counts = await loadDemoData(owner.call, other);
  expect(counts).toMatchObject({ products: 8, payments: 0 });
  const { items } = await bodyOf(
    200,
    owner.call('GET', `${other.path}/invoices`, { query: { statusId: 'open' } }),
  );
  expect(items.map(({ number }: { number: string }) => number)).toEqual([own.number]);
  expect(await bodyOf(200, owner.call('GET', `${other.path}/billing`))).toEqual(billing);
});

test('demo phone numbers are valid in their country, and job titles are in its language', () => {
  const of = (country: string) => whole.contacts.filter((contact) => contact.country === country);
  const numbers = of('US').flatMap(({ phones = [] }) =>
    phones.map(({ number }: { number: string }) => number),
  );
  expect(numbers.length).toBeGreaterThan(20);
  for (const number of numbers) expect(number).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
  for (const { jobTitle = '' } of of('US')) expect(jobTitle).toMatch(/^[A-Za-z ]*$/);
  const titles = new Set(of('ES').map(({ jobTitle }) => jobTitle));
  for (const { jobTitle } of of('US')) if (jobTitle) expect(titles).not.toContain(jobTitle);
});

// Loading takes a while, so the demo data of only one preset are tested.
test.each(['servicesColombia'])(
  'demo data of %s are about its own business, in its own currency and its own countries',
  async (presetId) => {
    const preset = allPresets.find(({ id }) => id === presetId)!;
    const { currency, country } = preset.place ?? { currency: 'USD', country: undefined };
    const body = { name: unique('Demo of '), presetId, currency, ...(country ? { country } : {}) };
    const { id } = await bodyOf(201, owner.call('POST', '/v1/orgs', { body }));
    const path = `/v1/orgs/${id}`;
    const counts = await loadDemoData(owner.call, { path });
    expect(counts).toMatchObject({ customers: 120, contacts: 500, leads: 300, deals: 200, tags: 10 });
    const list = async (resource: string) =>
      (await bodyOf(200, owner.call('GET', `${path}/${resource}`, { query: { limit: '100' } }))).items;
    const [settings, deals, contacts] = [
      await bodyOf(200, owner.call('GET', path)),
      await list('deals'),
      await list('contacts'),
    ];
    const content = contentOf(settings);
    for (const { title, value } of deals) {
      expect(content.products.some((product) => title.endsWith(product))).toBe(true);
      expect(value.currency).toEqual(
        presetId === 'servicesColombia' ? 'COP' : expect.stringMatching(/USD|EUR/),
      );
    }
    const countries = new Set(contacts.map((contact: { country: string }) => contact.country));
    for (const found of countries) expect(Object.keys(content.shares ?? {})).toContain(found);
    expect(settings.pipelines.map((one: { id: string }) => one.id)).toEqual([
      preset.pipelines[0]!.id,
      content.secondPipeline.id,
    ]);
    // Each field of the preset has a value in at least one of the first 15 records.
    for (const [type, fields] of Object.entries(preset.customFields)) {
      const rows = await list(`${type}s`);
      const records = await Promise.all(
        rows
          .slice(0, 15)
          .map((row: { id: string }) => bodyOf(200, owner.call('GET', `${path}/${type}s/${row.id}`))),
      );
      const keys = new Set(records.flatMap(({ custom }) => Object.keys(custom ?? {})));
      expect([...keys].sort()).toEqual(fields.map(({ key }) => key).sort());
    }
  },
);
