import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import { projectionKey, recountKey } from '#data/store/keys.ts';
import type { ChangeItem } from '#data/store/change.ts';
import { chainErrors } from '#data/store/change-chain.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { png } from '../files.ts';
import type { HostUnderTest } from '../host.ts';
import { endedJob } from '../jobs.ts';
import type { Names } from '../stored-data/answers.ts';
import { differences, openStored, type Opened, type Requests } from '../stored-data/opened.ts';
import { expectStoredAnswers } from '../stored-data/stored-answers.ts';
import { expectPaymentEvent, expectQuoteExpiry, expectTaskReminder } from '../stored-data/due-checks.ts';
import {
  expectClients,
  expectErased,
  expectKeptWork,
  expectNextNumber,
  expectStripe,
  expectUndoneMerge,
} from '../stored-data/shop-checks.ts';
import {
  expectErasureEnds,
  expectRemovals,
  expectReminder,
  expectRunsEnd,
} from '../stored-data/unfinished-checks.ts';
import {
  endReprojection,
  expectBilled,
  expectExported,
  expectForgotten,
  expectInvited,
  expectMerged,
  expectQuestions,
} from '../stored-data/upgrade-checks.ts';
import { storedVersions, type Stored } from '../stored-data/stored.ts';
import type { TestOrganization } from '../organization.ts';
import { startStripeServer, type StripeServer } from '../stripe/server.ts';
import { activityRecords } from '#data/records/activity.ts';
import { recordFrom } from '#data/records/stored.ts';
import { openTable } from '../table.ts';
import { todayOf, waitingInLists } from '../today.ts';
import { isQuick } from '../tiers.ts';

let stripe: StripeServer;
beforeAll(async () => {
  stripe = await startStripeServer();
});
afterAll(() => stripe.stop());

let opened: Opened;
let host: HostUnderTest;
let calls: Record<string, Call>;
let names: Names;
let stored: Stored;
/** Requests of the owner within the main organization. */
let main: Requests;

async function open(version: string): Promise<void> {
  opened = await openStored(version, { stripeUrl: stripe.url });
  ({ host, calls, names, stored, main } = opened);
}

async function expectFiles(): Promise<void> {
  const file = await main.get('attachments/contact/<contact 1>/<file kept>/download');
  const { avatarUrl } = await bodyOf(200, calls.ada!('GET', '/v1/me'));
  for (const url of [file.url, avatarUrl, (await main.get('')).logoUrl])
    expect(Buffer.from(await (await fetch(url as string)).arrayBuffer())).toEqual(png);
  const form = await bodyOf(200, calls.nobody!('GET', names.toIds('/v1/forms/<form>/description')));
  expect(form).toMatchObject({ title: 'Talk to us', consentText: 'I agree.' });
}

async function expectJobEnds(): Promise<void> {
  const other = { path: names.toIds('/v1/orgs/<other>') } as TestOrganization;
  const job = await endedJob(calls.eva!, other, stored.unfinishedJob);
  expect(job).toMatchObject({ state: 'done', total: 60, done: 60, failed: 0 });
  const { items } = await bodyOf(200, calls.eva!('GET', `${other.path}/contacts?limit=100`));
  expect(new Set(items.map(({ city }: { city: string }) => city))).toEqual(new Set(['Reached']));
}

async function deriveAgain(): Promise<void> {
  const table = openTable(host);
  for (const type of recordTypeNames) await table.put({ ...projectionKey(type), kind: 'projection' });
  const org = stored.ids.main!;
  // A recount waits until no process can have the previous settings in its cache. An earlier time of the change avoids
  // the wait.
  const at = new Date(Date.now() - 60_000).toISOString();
  await table.put({ ...recountKey(org), kind: 'recount', org, at });
  const isLeft = ({ kind, towards }: { kind?: string; towards?: unknown }) =>
    kind === 'recount' || towards !== undefined;
  const left = async () => {
    await host.invoke('reprojection');
    return table.items(isLeft, 'SYSTEM');
  };
  await awaited('the end of backfills and recounts', left, (items) => items.length === 0);
  await host.settled();
}

/**
 * Up to 0.3, nothing was stored about the next tasks of records and the won deals of customers, and up to 0.13, not when
 * somebody was last in touch.
 */
async function expectTallies(): Promise<void> {
  const rowsOf = async (plural: string) =>
    (await bodyOf(200, main.post(`${plural}/query`, { limit: 100 }))).items as Record<string, unknown>[];
  const isPlanned = ({ kind, type, g2pk }: any) =>
    kind === 'record' && type === 'activity' && g2pk !== undefined;
  const open = (await openTable(host).items(isPlanned))
    .map((item) => recordFrom(activityRecords, item as never))
    .filter(({ done }) => !done);
  const rows = (await Promise.all(Object.values(recordTypes).map(({ plural }) => rowsOf(plural)))).flat();
  const dues = rows.map(({ id, nextTaskAt }) => [id, nextTaskAt]);
  const expected = rows.map(({ id }) => {
    const [first] = open
      .flatMap(({ about, dueAt }) => (about?.some((one) => one.id === id) ? [dueAt] : []))
      .sort();
    return [id, first];
  });
  expect(dues).toEqual(expected);
  expect(expected.filter(([, due]) => due !== undefined)).not.toEqual([]);
  const lines = await openTable(host).items(
    ({ kind, sk, entry }: any) =>
      kind === 'timeline' && sk.startsWith('T#') && ['note', 'answer', 'activity', 'task'].includes(entry),
  );
  const touched = rows.map(({ id }) => {
    const times = lines.flatMap(({ pk, sk }) => (pk.endsWith(`#${String(id)}`) ? [sk.split('#')[1]] : []));
    return [id, times.sort().at(-1)];
  });
  expect(rows.map(({ id, lastTouchAt }) => [id, lastTouchAt])).toEqual(touched);
  expect(touched.filter(([, at]) => at !== undefined)).not.toEqual([]);
  const customers = await rowsOf('customers');
  for (const { id, wonDeals, wonValue } of customers) {
    const { won } = await main.get(`analytics/customers/${String(id)}`);
    const sumMinor = (wonValue as { amountMinor: number } | undefined)?.amountMinor ?? 0;
    expect({ id, count: wonDeals, sumMinor }).toEqual({ id, ...won });
  }
  expect(customers.filter(({ wonValue }) => wonValue !== undefined)).not.toEqual([]);
}

/** Up to 0.15, nothing was stored about what waits for owners. */
async function expectWaiting(): Promise<void> {
  const path = main.at('');
  const sections = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => {
      if (name === 'nobody' || (await call('GET', path)).status !== 200) return [];
      const found = await todayOf(call, path);
      const types = found.map(({ type }) => type as string);
      const listed = await waitingInLists(call, path);
      expect(found, name).toEqual(listed.filter(({ type }) => types.includes(type)));
      return found;
    }),
  );
  expect(sections.flat().filter(({ total }) => total > 0)).not.toEqual([]);
}

async function expectEdits(): Promise<void> {
  const lists = [
    'contacts',
    'contacts?deleted=true',
    'contacts?statusId=customer',
    'contacts?custom.grade=low',
  ];
  const before = await main.totals(lists);
  const records = await Promise.all(['7', '12'].map((number) => main.get(`contacts/<contact ${number}>`)));
  const values = { email: 'changed@people.example', statusId: 'customer', custom: { grade: 'high' } };
  await main.change('PATCH', 'contacts/<contact 7>', values);
  await main.change('DELETE', 'contacts/<contact 12>');
  const restored = [
    await main.post('contacts/<contact 24>/restore'),
    await main.post('contacts/<contact 25>/restore'),
  ];
  await host.settled();
  const gone = records.map(({ statusId, custom }) => [statusId === 'customer', custom.grade === 'low']);
  const back = restored.map(({ body }) => [body.statusId === 'customer', body.custom.grade === 'low']);
  const sum = (index: number) =>
    back.filter((is) => is[index]).length - gone.filter((is) => is[index]).length;
  expect(differences(await main.totals(lists), before)).toEqual([1, -1, sum(0) + 1, sum(1)]);
  expect([await main.hits('contact7@'), await main.hits('changed@')]).toEqual([[], ['<contact 7>']]);
  expect([await main.hits('contact12@'), await main.hits('contact24@')]).toEqual([[], ['<contact 24>']]);
  const [newest] = (await main.get('contacts/<contact 7>/history')).items;
  expect(newest).toMatchObject({ action: 'updated', version: (records[0].version as number) + 1 });
}

async function expectUniqueValues(): Promise<void> {
  const taken = await main.post('contacts', { firstName: 'Twin', email: 'contact4@people.example' });
  expect([taken.status, taken.body.code]).toEqual([409, 'conflict']);
  const { items } = await main.get('customers?limit=100');
  const codes = items.map(({ code }: { code: string }) => code) as string[];
  const { code } = await bodyOf(201, main.post('customers', { name: 'Next' }));
  expect(codes.filter((other) => other >= code)).toEqual([]);
}

async function expectSales(): Promise<void> {
  const year = new Date().getFullYear();
  const lists = ['deals', 'customers', 'contacts', 'leads?statusId=closed', 'deals?stageId=sales-won'];
  const read = async () => {
    const report = await main.get(`analytics/deals?from=${year - 1}-01-01&to=${year + 1}-12-31&by=year`);
    const customer = await main.get('analytics/customers/<customer 1>');
    const { columns } = await main.get('deals/board');
    const column = columns.find(({ stageId }: { stageId: string }) => stageId === 'sales-proposal');
    const sums = [report.totals.won, report.totals.wonMinor, customer.won.sumMinor];
    return [...sums, column.count, column.sumMinor, ...(await main.totals(lists))] as number[];
  };
  const before = await read();
  const { amountMinor: worth } = (await main.get('deals/<deal 3>')).value;
  await main.change('POST', 'deals/<deal 3>', {}, '/win');
  await main.change('POST', 'leads/<lead 5>', { deal: { title: 'Of a stored lead' } }, '/conversion');
  await host.settled();
  expect(differences(await read(), before)).toEqual([1, worth, worth, -1, -worth, 1, 1, 1, 1, 1]);
}

async function expectEntries(): Promise<void> {
  const timeline = 'timeline/contact/<contact 1>?kind=activity';
  const before = (await main.get(timeline)).items as object[];
  const { id } = await bodyOf(
    201,
    main.post('activities/contact/<contact 1>', { kind: 'call', title: 'Again' }),
  );
  const done = await main.total('tasks?view=done');
  await main.change('PATCH', 'tasks/<task 1 of ada>', { done: true });
  const untag = { action: 'removeTags', tagIds: [names.id('tag red')] };
  const job = await bodyOf(
    201,
    main.post('jobs', { recordType: 'vendor', filters: {}, all: true, change: untag }),
  );
  expect(await endedJob(calls.ada!, { path: main.at('') } as TestOrganization, job.id)).toMatchObject({
    state: 'done',
    failed: 0,
  });
  await host.settled();
  const { items } = await main.get(timeline);
  expect([items.slice(1), items[0].data.id]).toEqual([before, id]);
  expect(await main.totals(['tasks?view=done', 'vendors?tagIds=<tag red>'])).toEqual([done + 1, 0]);
}

/** Checks the changes of the main organization: some of the version that stored the data, others of this one. */
async function expectChanges(): Promise<void> {
  const items = [...(await openTable(host).organization(stored.ids.main!)).values()];
  const changes = items.filter(({ kind, sk }) => kind === 'change' && /^[CE]#/.test(String(sk)));
  const bySubject = Map.groupBy(changes, ({ pk, id }) => `${pk} ${id}`);
  const broken = [...bySubject].flatMap(([subject, all]) => {
    const ordered = all.sort((a, b) => a.version - b.version) as ChangeItem[];
    const [record] = items.filter(({ pk, sk, id }) => `${pk} ${id}` === subject && sk === '~');
    return chainErrors(ordered, record?.digest as string | undefined).map((error) => [subject, error]);
  });
  expect(broken).toEqual([]);
  const shapes = new Set(changes.map(({ shape }) => shape as unknown));
  // Those of 0.3 have no shape.
  expect(shapes).toEqual(new Set(stored.version === '0.3.0' ? [undefined, 2] : [2]));
}

async function expectOldChanges(): Promise<void> {
  const of = 'contacts/<contact 9>';
  const [created] = (await main.get(`${of}/history`)).items.slice(-1);
  const before = (await main.get('timeline/contact/<contact 9>?kind=change')).items as object[];
  const { fullName } = await main.get(of);
  await main.change('PATCH', of, { city: 'Elsewhere', lastName: 'Renamed' });
  await host.settled();
  const { items } = await main.get(`${of}/history`);
  expect([items[0].via, items.at(-1)]).toEqual(['web', created]);
  expect(created.changes).toContainEqual({ field: 'fullName', from: null, to: fullName });
  const lines = (await main.get('timeline/contact/<contact 9>?kind=change')).items as object[];
  expect(lines.slice(1)).toEqual(before);
  expect(lines[0]).toMatchObject({ kind: 'change', action: 'updated' });
  const recent = (await main.get('dashboard')).recent as {
    recordId: string;
    title: string;
    action: string;
  }[];
  expect(recent.find(({ action }) => action === 'updated')?.title).toContain('Renamed');
  expect(recent.every(({ title }) => title !== '')).toBe(true);
}

// The quick tier opens the data of the last release only.
describe.each(isQuick ? storedVersions().slice(-1) : storedVersions())('data written by %s', (version) => {
  beforeAll(() => open(version));
  afterAll(() => opened.close());

  test('open, list, search and count as before without a fresh start', () => expectStoredAnswers(opened));

  test('include files, pictures and forms, which are served', expectFiles);

  test('include a job that a killed host left unfinished, which is completed', expectJobEnds);

  test('are reprojected by the schedule', () => endReprojection(opened));

  test('give the same answers after every record is reprojected and recounted', async () => {
    await deriveAgain();
    await expectStoredAnswers(opened, count(5, 1));
  });

  test('show next tasks and won deals in lists after that', expectTallies);

  test('show what waits for each person as their lists do', expectWaiting);

  test('are edited, deleted and restored, and lists, search and counts follow', expectEdits);

  test('keep e-mail addresses and codes unique', expectUniqueValues);

  test('are won and converted, and boards and reports follow', expectSales);

  test('take further activities, finished tasks and bulk changes', expectEntries);

  test('show their old changes among new ones in histories, timelines and the dashboard', expectOldChanges);

  test('form chains of changes that begin after the old ones', expectChanges);

  test('include the reminder of a task, which is recorded once', () => expectTaskReminder(opened));

  describe('after the upgrade', () => {
    test('are won, ordered, invoiced and paid, and lists and reports follow', () => expectBilled(opened));

    test('become part of one another in merges', () => expectMerged(opened));

    test('are filtered, grouped and summed up in lists', () => expectQuestions(opened));

    test('are exported to a file and to an archive', () => expectExported(opened));

    test('are invited to the portal, and see the invoices of their customer there', () =>
      expectInvited(opened));

    test('are erased with what others say about them', () => expectForgotten(opened));
  });

  // Version 0.3 had nothing to sell.
  if (version === '0.3.0') return;

  describe('include a shop, where', () => {
    test('runs that a killed host left unfinished are completed', () => expectRunsEnd(opened));

    test('a customer is reminded who was to be reminded', () => expectReminder(opened));

    test('a quote expires once whose last day is over', () => expectQuoteExpiry(opened));

    test('an event of Stripe that was stored before the release settles its invoice once', () =>
      expectPaymentEvent(opened, stripe.url));

    test('an account and an organization are removed whose deletion was due', () => expectRemovals(opened));

    test('an erasure ends whose last search was left', () => expectErasureEnds(opened));

    test('the next invoice gets the next number', () => expectNextNumber(opened));

    test('an event of Stripe that comes after the release settles its invoice once', () =>
      expectStripe(opened, stripe.url));

    test('clients see and answer what is theirs', () => expectClients(opened));

    test('a merge is undone', () => expectUndoneMerge(opened));

    test('imports, views and files of exports are used', () => expectKeptWork(opened));

    test('nothing contains a person who was erased', () => expectErased(opened));
  });
});
