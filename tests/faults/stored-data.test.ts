import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import { projectionKey, recountKey } from '#data/store/keys.ts';
import type { ChangeItem } from '#data/store/change.ts';
import { chainErrors } from '#data/store/change-chain.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { png } from '../files.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { answerTo, namesOf, type Names } from '../stored-data/answers.ts';
import { readStored, storedVersions, unpack, type Stored } from '../stored-data/stored.ts';
import type { TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

/** Intentional changes to responses since a version, as replacements in their JSON, each with its reason. */
const changedSince: Record<string, { before: RegExp; now: string }[]> = {
  '0.3.0': [
    // Built-in names of statuses were reworded. Names that an organization chose are kept.
    { before: /"Prospect"/g, now: '"Potential"' },
    { before: /"Prospecto"/g, now: '"Potencial"' },
    // Totals are always exact, custom fields need no permission to be in lists, and uses of tags have their own operation.
    { before: /,"totalIsExact":true/g, now: '' },
    { before: /(?<="weightedMinor":\d+),"isExact":true/g, now: '' },
    { before: /,"filterable":true/g, now: '' },
    { before: /(?<="color":"\w+"),"contacts":\d+/g, now: '' },
    // Until an organization chooses another one, the website is the default source of leads.
    { before: /(?<="id":"website"),(?="name":")/g, now: ',"isDefault":true,' },
  ],
};

/** The settings that version 0.3 didn't have, with the lists of record types. */
const addedSettings = new Set([
  'support',
  ...(['product', 'quote', 'order', 'invoice', 'payment', 'issue'] as const).flatMap((name) =>
    Object.keys(recordTypes[name].statusLists),
  ),
]);

let stored: Stored;
let names: Names;
let dataDir: string;
let host: HostUnderTest;
let calls: Record<string, Call>;

async function open(version: string): Promise<void> {
  stored = readStored(version);
  names = namesOf(stored.ids);
  dataDir = mkdtempSync(path.join(temporary, 'cobalt-stored-'));
  unpack(version, dataDir);
  host = await startHost({ dataDir });
  calls = { key: callerWith(host.url, stored.apiKey), nobody: callerWith(host.url, undefined) };
  for (const user of stored.users)
    calls[user] = callerWith(host.url, (await host.signIn(user, stored.password)).accessToken);
  await host.settled();
}

async function close(): Promise<void> {
  await host.stop();
  rmSync(dataDir, { recursive: true });
}

/** Up to 0.3, lists of leads and deals began with the oldest. */
const inFormerOrder = (address: string): string =>
  /orgs\/<\w+>\/(leads|deals)(\?(?!.*(sort|q|deleted)=)|$)/.test(address)
    ? `${address}${address.includes('?') ? '&' : '?'}sort=createdAt`
    : address;

/**
 * Up to 0.3, lists had no defined order while they were searched, hits of a search weren't sorted by their titles, deals
 * without a date could come first, and rows had the values of some custom fields only. Jobs didn't tell what they change, employees saw all members' e-mails, leads
 * didn't tell when they were closed, dashboards didn't count customers, keys had no version, and organizations had fewer
 * settings and couldn't refuse shared addresses.
 */
function withoutChanges(address: string, answer: unknown): unknown {
  const { ids, items } = (answer ?? {}) as { ids?: string[]; items?: Listed[] };
  if (ids)
    return /&(q|sort=-closeDate)=?/.test(address) ? { ...(answer as object), ids: ids.toSorted() } : answer;
  if (/\/(dashboard|leads\/.*)$/.test(address)) {
    const { leads, customers: _customers, closedAt: _closedAt, ...rest } = answer as Record<string, object>;
    const {
      closedThisMonth: _now,
      closedLastMonth: _before,
      ...others
    } = (leads ?? {}) as Record<string, unknown>;
    return { ...rest, ...(leads ? { leads: others } : {}) };
  }
  const { uniqueEmails, ...organization } = (answer ?? {}) as Record<string, unknown>;
  if (uniqueEmails)
    return Object.fromEntries(Object.entries(organization).filter(([name]) => !addedSettings.has(name)));
  if (address.includes('/search?') && items) return items.map((hit) => JSON.stringify(hit)).toSorted();
  if (address.endsWith('/members') && items)
    return { ...(answer as object), items: items.map(({ email: _email, ...member }) => member) };
  if (address.endsWith('/api-keys') && items)
    return { ...(answer as object), items: items.map(({ version: _version, ...key }) => key) };
  const isList = /orgs\/<\w+>\/[a-z]+(\?|$)/.test(address) && items;
  return isList
    ? { ...(answer as object), items: items.map(({ custom: _custom, change: _change, ...row }) => row) }
    : answer;
}
interface Listed {
  custom?: unknown;
  change?: unknown;
  email?: unknown;
  version?: unknown;
}

/** Compares every nth response with the stored one, from the version that wrote the data. */
async function expectStoredAnswers(nth = 1): Promise<void> {
  const remaining = stored.answers.filter((_, index) => index % nth === 0);
  const changes = changedSince[stored.version] ?? [];
  const ask = async () => {
    for (let request = remaining.pop(); request; request = remaining.pop()) {
      const { as, path: address } = request;
      const answer = await answerTo(calls[as]!, names, { ...request, path: inFormerOrder(address) });
      const known = changes.reduce(
        (text, { before, now }) => text.replace(before, now),
        JSON.stringify(request.answer),
      );
      const [now, before] = [answer, JSON.parse(known) as unknown].map((one) => withoutChanges(address, one));
      expect.soft({ as, address, answer: now }).toEqual({ as, address, answer: before });
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
}

/** The full path for a path within the main organization, with ids instead of `<name>`. */
const at = (address: string) => names.toIds(`/v1/orgs/<main>${address && `/${address}`}`);
const get = (address: string) => bodyOf(200, calls.ada!('GET', at(address)));
const post = (address: string, body?: object) => calls.ada!('POST', at(address), body ? { body } : {});
/** Changes a record or task at its current version. */
async function change(method: string, address: string, body?: object, verb = ''): Promise<void> {
  const { version: ifMatch } = await get(address);
  await bodyOf(200, calls.ada!(method, at(address + verb), { ifMatch, ...(body ? { body } : {}) }));
}
const total = async (list: string) => (await get(list)).total as number;
const totals = (lists: string[]) => Promise.all(lists.map(total));
const hits = async (q: string) => {
  const { items } = await get(`search?q=${encodeURIComponent(q)}`);
  return names.toNames(items.map(({ id }: { id: string }) => id)) as string[];
};
const differences = (after: number[], before: number[]) =>
  after.map((number, index) => number - before[index]!);

async function expectFiles(): Promise<void> {
  const file = await get('attachments/contact/<contact 1>/<file kept>/download');
  const { avatarUrl } = await bodyOf(200, calls.ada!('GET', '/v1/me'));
  for (const url of [file.url, avatarUrl, (await get('')).logoUrl])
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
  await host.invoke('reprojection');
  await host.settled();
  const isLeft = ({ kind, towards }: { kind?: string; towards?: unknown }) =>
    kind === 'recount' || towards !== undefined;
  expect(await table.items(isLeft, 'SYSTEM')).toEqual([]);
}

/** Up to 0.3, nothing was stored about the next tasks of records and the won deals of customers. */
async function expectTallies(): Promise<void> {
  const rowsOf = async (plural: string) =>
    (await bodyOf(200, post(`${plural}/query`, { limit: 100 }))).items as Record<string, unknown>[];
  const open = (await openTable(host).items(({ kind, g2pk }) => kind === 'task' && g2pk !== undefined))
    .map(({ data }) => JSON.parse(String(data)) as { recordId: string; dueAt: string; doneAt?: string })
    .filter(({ doneAt }) => doneAt === undefined);
  const rows = (await Promise.all(Object.values(recordTypes).map(({ plural }) => rowsOf(plural)))).flat();
  const dues = rows.map(({ id, nextTaskAt }) => [id, nextTaskAt]);
  const expected = rows.map(({ id }) => {
    const [first] = open.flatMap(({ recordId, dueAt }) => (recordId === id ? [dueAt] : [])).sort();
    return [id, first];
  });
  expect(dues).toEqual(expected);
  expect(expected.filter(([, due]) => due !== undefined)).not.toEqual([]);
  const customers = await rowsOf('customers');
  for (const { id, wonDeals, wonValue } of customers) {
    const { won } = await get(`analytics/customers/${String(id)}`);
    const sumMinor = (wonValue as { amountMinor: number } | undefined)?.amountMinor ?? 0;
    expect({ id, count: wonDeals, sumMinor }).toEqual({ id, ...won });
  }
  expect(customers.filter(({ wonValue }) => wonValue !== undefined)).not.toEqual([]);
}

async function expectEdits(): Promise<void> {
  const lists = [
    'contacts',
    'contacts?deleted=true',
    'contacts?statusId=customer',
    'contacts?custom.grade=low',
  ];
  const before = await totals(lists);
  const records = await Promise.all(['7', '12'].map((number) => get(`contacts/<contact ${number}>`)));
  const values = { email: 'changed@people.example', statusId: 'customer', custom: { grade: 'high' } };
  await change('PATCH', 'contacts/<contact 7>', values);
  await change('DELETE', 'contacts/<contact 12>');
  const restored = [await post('contacts/<contact 24>/restore'), await post('contacts/<contact 25>/restore')];
  await host.settled();
  const gone = records.map(({ statusId, custom }) => [statusId === 'customer', custom.grade === 'low']);
  const back = restored.map(({ body }) => [body.statusId === 'customer', body.custom.grade === 'low']);
  const sum = (index: number) =>
    back.filter((is) => is[index]).length - gone.filter((is) => is[index]).length;
  expect(differences(await totals(lists), before)).toEqual([1, -1, sum(0) + 1, sum(1)]);
  expect([await hits('contact7@'), await hits('changed@')]).toEqual([[], ['<contact 7>']]);
  expect([await hits('contact12@'), await hits('contact24@')]).toEqual([[], ['<contact 24>']]);
  const [newest] = (await get('contacts/<contact 7>/history')).items;
  expect(newest).toMatchObject({ action: 'updated', version: (records[0].version as number) + 1 });
}

async function expectUniqueValues(): Promise<void> {
  const taken = await post('contacts', { firstName: 'Twin', email: 'contact4@people.example' });
  expect([taken.status, taken.body.code]).toEqual([409, 'conflict']);
  const { items } = await get('customers?limit=100');
  const codes = items.map(({ code }: { code: string }) => code) as string[];
  const { code } = await bodyOf(201, post('customers', { name: 'Next' }));
  expect(codes.filter((other) => other >= code)).toEqual([]);
}

async function expectSales(): Promise<void> {
  const year = new Date().getFullYear();
  const lists = ['deals', 'customers', 'contacts', 'leads?statusId=closed', 'deals?stageId=sales-won'];
  const read = async () => {
    const report = await get(`analytics/deals?from=${year - 1}-01-01&to=${year + 1}-12-31&by=year`);
    const customer = await get('analytics/customers/<customer 1>');
    const { columns } = await get('deals/board');
    const column = columns.find(({ stageId }: { stageId: string }) => stageId === 'sales-proposal');
    const sums = [report.totals.won, report.totals.wonMinor, customer.won.sumMinor];
    return [...sums, column.count, column.sumMinor, ...(await totals(lists))] as number[];
  };
  const before = await read();
  const { amountMinor: worth } = (await get('deals/<deal 3>')).value;
  await change('POST', 'deals/<deal 3>', {}, '/win');
  await change('POST', 'leads/<lead 5>', { deal: { title: 'Of a stored lead' } }, '/conversion');
  await host.settled();
  expect(differences(await read(), before)).toEqual([1, worth, worth, -1, -worth, 1, 1, 1, 1, 1]);
}

async function expectEntries(): Promise<void> {
  const timeline = 'timeline/contact/<contact 1>?kind=activity';
  const before = (await get(timeline)).items as object[];
  const { id } = await bodyOf(201, post('activities/contact/<contact 1>', { kind: 'call', title: 'Again' }));
  const done = await total('tasks?view=done');
  await change('PATCH', 'tasks/<task 1 of ada>', { done: true });
  const untag = { action: 'removeTags', tagIds: [names.id('tag red')] };
  const job = await bodyOf(201, post('jobs', { recordType: 'vendor', filters: {}, change: untag }));
  expect(await endedJob(calls.ada!, { path: at('') } as TestOrganization, job.id)).toMatchObject({
    state: 'done',
    failed: 0,
  });
  await host.settled();
  const { items } = await get(timeline);
  expect([items.slice(1), items[0].data.id]).toEqual([before, id]);
  expect(await totals(['tasks?view=done', 'vendors?tagIds=<tag red>'])).toEqual([done + 1, 0]);
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
  expect(shapes).toEqual(new Set([undefined, 2]));
}

async function expectOldChanges(): Promise<void> {
  const of = 'contacts/<contact 9>';
  const [created] = (await get(`${of}/history`)).items.slice(-1);
  const before = (await get('timeline/contact/<contact 9>?kind=change')).items as object[];
  const { fullName } = await get(of);
  await change('PATCH', of, { city: 'Elsewhere', lastName: 'Renamed' });
  await host.settled();
  const { items } = await get(`${of}/history`);
  expect([items[0].via, items.at(-1)]).toEqual(['web', created]);
  expect(created.changes).toContainEqual({ field: 'fullName', from: null, to: fullName });
  const lines = (await get('timeline/contact/<contact 9>?kind=change')).items as object[];
  expect(lines.slice(1)).toEqual(before);
  expect(lines[0]).toMatchObject({ kind: 'change', action: 'updated' });
  const recent = (await get('dashboard')).recent as { recordId: string; title: string; action: string }[];
  expect(recent.find(({ action }) => action === 'updated')?.title).toContain('Renamed');
  expect(recent.every(({ title }) => title !== '')).toBe(true);
}

describe.each(storedVersions())('data written by %s', (version) => {
  beforeAll(() => open(version));
  afterAll(close);

  test('open, list, search and count as before without a fresh start', () => expectStoredAnswers());

  test('include files, pictures and forms, which are served', expectFiles);

  test('include a job that a killed host left unfinished, which is completed', expectJobEnds);

  test('give the same answers after every record is reprojected and recounted', async () => {
    await deriveAgain();
    await expectStoredAnswers(count(5, 1));
  });

  test('show next tasks and won deals in lists after that', expectTallies);

  test('are edited, deleted and restored, and lists, search and counts follow', expectEdits);

  test('keep e-mail addresses and codes unique', expectUniqueValues);

  test('are won and converted, and boards and reports follow', expectSales);

  test('take further activities, finished tasks and bulk changes', expectEntries);

  test('show their old changes among new ones in histories, timelines and the dashboard', expectOldChanges);

  test('form chains of changes that begin after the old ones', expectChanges);
});
