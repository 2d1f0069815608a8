import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Answer, type Call } from '../caller.ts';
import { addFile } from '../files.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { historyOf, stateOf, withoutHistory } from '../merges.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let call: Call;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  ({ call } = owner);
});

/** A merge waits for slow writes, and then looks through the lists of all types that refer to it. */
const patienceMs = 120_000;

const at = (rest: string): string => `${organization.path}/${rest}`;
const make = (plural: string, body: object): Promise<any> => bodyOf(201, call('POST', at(plural), { body }));
const read = (plural: string, id: string): Promise<any> => bodyOf(200, call('GET', at(`${plural}/${id}`)));
const newContact = (values: object = {}): Promise<any> =>
  make('contacts', { firstName: unique('Person '), ...values });

interface Versioned {
  id: string;
  version: number;
}

const merge = (
  winner: Versioned,
  losers: readonly Versioned[],
  { values, plural = 'contacts', by = call }: { values?: object; plural?: string; by?: Call } = {},
): Promise<Answer> =>
  by('POST', at(`${plural}/${winner.id}/merge`), {
    body: { records: losers.map(({ id, version }) => ({ id, version })), ...(values ? { values } : {}) },
    ifMatch: winner.version,
  });

async function merged(...input: Parameters<typeof merge>): Promise<{ record: any; jobId: string }> {
  const answer = await bodyOf(200, merge(...input));
  const job = await endedJob(call, organization, answer.jobId, patienceMs);
  expect(job).toMatchObject({ state: 'done', failed: 0 });
  return answer;
}

async function undone(jobId: string): Promise<any> {
  const job = await bodyOf(201, call('POST', at(`jobs/${jobId}/undo`)));
  expect(job).toMatchObject({ kind: 'unmerge', undoes: jobId });
  const ended = await endedJob(call, organization, job.id, patienceMs);
  await host.settled(organization);
  return ended;
}

/** Follows no redirect, unlike other requests of the tests. */
const getOnly = (id: string, plural = 'contacts', credential = owner.token): Promise<Response> =>
  fetch(`${host.url}${at(`${plural}/${id}`)}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${credential}` },
  });

describe('a merge', () => {
  test('gives the remaining record the chosen values, and a unique address of a merged one', async () => {
    const address = `${unique('a')}@people.example`;
    const winner = await newContact({ city: 'Cali', jobTitle: 'Buyer' });
    const loser = await newContact({ email: address, city: 'Lima' });
    const values = { email: address, city: 'Lima' };
    const { record } = await merged(winner, [loser], { values });
    expect(record).toMatchObject({ id: winner.id, version: 2, jobTitle: 'Buyer', ...values });
    expect(await read('contacts', winner.id)).toMatchObject(values);
    const { items } = await bodyOf(200, call('GET', at(`contacts/${winner.id}/history`)));
    expect(items[0]).toMatchObject({ action: 'merged', version: 2 });
    const other = await call('POST', at('contacts'), { body: { firstName: 'Other', email: address } });
    expect(other.body.errors).toMatchObject([{ code: 'taken', recordId: winner.id }]);
  });

  test('frees the unique values of merged records that the remaining one does not take', async () => {
    const address = `${unique('a')}@people.example`;
    const [winner, loser] = [await newContact(), await newContact({ email: address })];
    await merged(winner, [loser]);
    expect(await newContact({ email: address })).toMatchObject({ email: address });
  });

  test('redirects reads of merged records to the last one that remains, and refuses other requests', async () => {
    const [first, second, third] = [await newContact(), await newContact(), await newContact()];
    const { record } = await merged(second, [first]);
    await merged(third, [record]);
    const answer = await getOnly(first.id);
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(at(`contacts/${third.id}`));
    expect(await answer.json()).toMatchObject({ code: 'merged', status: 308, mergedInto: third.id });
    expect(await read('contacts', first.id)).toMatchObject({ id: third.id });
    const path = at(`contacts/${first.id}`);
    for (const refused of [
      await call('PATCH', path, { body: { city: 'Quito' }, ifMatch: 2 }),
      await call('DELETE', path, { ifMatch: 2 }),
      await call('POST', `${path}/restore`),
      await call('POST', at(`notes/contact/${first.id}`), { body: { body: 'Late' } }),
      await call('POST', at('tasks'), {
        body: { title: 'Late', dueAt: '2027-01-01T09:00:00Z', recordType: 'contact', recordId: first.id },
      }),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'conflict', mergedInto: third.id } });
    }
  });

  test('takes merged records out of lists, the trash, search and counts', async () => {
    const name = unique('Gone');
    const [winner, loser] = [await newContact(), await newContact({ firstName: name })];
    const totalOf = async () =>
      (await bodyOf(200, call('GET', at('contacts'), { query: { limit: '1' } }))).total;
    const before = await totalOf();
    await merged(winner, [loser]);
    await host.settled(organization);
    expect(await totalOf()).toBe(before - 1);
    for (const query of [{ q: name }, { q: name, deleted: 'true' }] as Record<string, string>[])
      expect((await bodyOf(200, call('GET', at('contacts'), { query }))).items).toEqual([]);
    const found = await bodyOf(200, call('GET', at('search'), { query: { q: name } }));
    expect(JSON.stringify(found)).not.toContain(loser.id);
    const restored = await call('POST', at('jobs'), {
      body: { recordType: 'contact', ids: [loser.id], change: { action: 'restore' } },
    });
    expect(await endedJob(call, organization, restored.body.id)).toMatchObject({ done: 0, failed: 1 });
  });

  test('of records that have changed since is refused and changes nothing', async () => {
    const [winner, loser, other] = [await newContact(), await newContact(), await newContact()];
    const path = at(`contacts/${loser.id}`);
    await bodyOf(200, call('PATCH', path, { body: { city: 'Quito' }, ifMatch: 1 }));
    const all = () => Promise.all([winner, loser, other].map(({ id }) => read('contacts', id)));
    const before = await all();
    expect(await merge(winner, [other, loser])).toMatchObject({ status: 412 });
    expect(await merge({ ...winner, version: 7 }, [other])).toMatchObject({ status: 412 });
    expect(await all()).toEqual(before);
  });

  test('at the same time as an edit loses neither: one of both is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [winner, loser] = [await newContact(), await newContact()];
      const path = at(`contacts/${loser.id}`);
      const edit = () => call('PATCH', path, { body: { city: 'Quito' }, ifMatch: 1 });
      const [first, second] = await Promise.all(
        round % 2 ? [edit(), merge(winner, [loser])] : [merge(winner, [loser]), edit()],
      );
      expect([first!.status, second!.status].filter((status) => status === 200)).toHaveLength(1);
      const { body } = await call('GET', path);
      expect(body).toMatchObject(body.id === loser.id ? { city: 'Quito' } : { id: winner.id });
    }
  });

  test('at the same time as new notes loses none that was added', async () => {
    const [winner, loser] = [await newContact(), await newContact()];
    const add = (body: string) => call('POST', at(`notes/contact/${loser.id}`), { body: { body } });
    const [answer, ...notes] = await Promise.all([
      merge(winner, [loser]),
      ...Array.from({ length: 8 }, (_, index) => add(`Note ${index}`)),
    ]);
    await endedJob(call, organization, answer.body.jobId, patienceMs);
    const { items } = await bodyOf(200, call('GET', at(`notes/contact/${winner.id}`)));
    expect(items).toHaveLength(notes.filter(({ status }) => status === 201).length);
    expect(notes.every(({ status }) => [201, 404, 409].includes(status))).toBe(true);
  });

  test('refuses records that are missing, foreign, in the trash, merged already or named twice', async () => {
    const [winner, loser, deleted, gone] = [
      await newContact(),
      await newContact(),
      await newContact(),
      await newContact(),
    ];
    await bodyOf(200, call('DELETE', at(`contacts/${deleted.id}`), { ifMatch: 1 }));
    await merged(await newContact(), [gone]);
    const foreign = await newOrganization(await newPerson(host));
    const theirs = await bodyOf(
      201,
      foreign.owner.call('POST', `${foreign.path}/contacts`, { body: { firstName: 'Theirs' } }),
    );
    for (const one of [{ ...deleted, version: 2 }, { ...gone, version: 2 }, theirs]) {
      const answer = await merge(winner, [loser, one]);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/records/1/id', code: 'unknown_reference' }]);
    }
    for (const one of [winner, loser])
      expect((await merge(winner, [loser, one])).body.errors).toMatchObject([
        { pointer: '/records/1/id', code: 'repeated' },
      ]);
    expect(await read('contacts', loser.id)).toMatchObject({ version: 1 });
  });

  test('reaches only records that the caller can update and delete, and redirects only to those they can read', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = { ownerId: employee.userId };
    const [mine, second, theirs] = [await newContact(own), await newContact(own), await newContact()];
    expect(await merge(theirs, [mine], { by: employee.call })).toMatchObject({ status: 404 });
    const refused = await merge(mine, [theirs], { by: employee.call });
    expect(refused.body.errors).toMatchObject([{ pointer: '/records/0/id', code: 'unknown_reference' }]);
    await merged(theirs, [mine]);
    expect((await getOnly(mine.id, 'contacts', employee.token)).status).toBe(404);
    const third = await newContact(own);
    const answer = await bodyOf(200, merge(third, [second], { by: employee.call }));
    expect((await getOnly(second.id, 'contacts', employee.token)).status).toBe(308);
    await endedJob(call, organization, answer.jobId);
  });

  test('with the same Idempotency-Key is made once', async () => {
    const [winner, loser] = [await newContact(), await newContact()];
    const sent = {
      body: { records: [{ id: loser.id, version: 1 }] },
      ifMatch: 1,
      idempotencyKey: unique('key'),
    };
    const send = () => call('POST', at(`contacts/${winner.id}/merge`), sent);
    const first = await send();
    const again = await send();
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.jobId).toBe(first.body.jobId);
    expect(await read('contacts', winner.id)).toMatchObject({ version: 2 });
  });

  test('of records whose merge is still running is refused', async () => {
    const [first, second, third] = [await newContact(), await newContact(), await newContact()];
    const { record, jobId } = await bodyOf(200, merge(second, [first]));
    const refused = await merge(third, [record]);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.detail).toContain('still being merged');
    await endedJob(call, organization, jobId);
    await merged(third, [record]);
  });

  test('of a converted lead into another one is refused', async () => {
    const lead = () => make('leads', { firstName: unique('Lead ') });
    const [winner, loser] = [await lead(), await lead()];
    const converted = await bodyOf(
      200,
      call('POST', at(`leads/${loser.id}/conversion`), { body: {}, ifMatch: 1 }),
    ).catch(() => bodyOf(201, call('GET', at(`leads/${loser.id}`))));
    expect(await merge(winner, [converted], { plural: 'leads' })).toMatchObject({ status: 409 });
  });
});

test('a merged record is purged with the one that remains, and not before', async () => {
  const text = unique('Erased');
  const [winner, loser] = [await newContact(), await newContact({ firstName: text })];
  const { record } = await merged(winner, [loser]);
  await bodyOf(200, call('DELETE', at(`contacts/${winner.id}`), { ifMatch: record.version }));
  const table = openTable(host);
  await host.expire();
  await host.settled(organization);
  expect((await getOnly(loser.id)).status).toBe(308);
  await table.letTrashTimePass(recordKey(organization.id, 'contact', winner.id));
  await host.expire();
  await host.settled(organization);
  expect((await getOnly(loser.id)).status).toBe(404);
  await awaited(
    'the purge',
    () => Promise.resolve(table.holds(text)),
    (isThere) => !isThere,
  );
});

describe('what belongs to merged records', () => {
  let winner: any;
  let losers: any[];
  /** The ids of the records that refer to them, by plural. */
  let related: [plural: string, id: string][];

  const notes = (id: string): Promise<any> => bodyOf(200, call('GET', at(`notes/customer/${id}`)));
  const addNote = (id: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', at(`notes/customer/${id}`), { body }));
  const addActivity = (id: string, title: string, date: string): Promise<any> =>
    bodyOf(201, call('POST', at(`activities/customer/${id}`), { body: { kind: 'call', title, date } }));
  const addTask = (id: string, title: string): Promise<any> =>
    make('tasks', { title, dueAt: '2027-01-01T09:00:00Z', recordType: 'customer', recordId: id });
  const timeline = async (id: string): Promise<any> =>
    bodyOf(200, call('GET', at(`timeline/customer/${id}`), { query: { limit: '100' } }));

  beforeAll(async () => {
    const { version } = await bodyOf(200, call('GET', at('custom-fields/vendor')));
    const field = { label: 'Customer', kind: 'relation', to: 'customer', key: 'customer' };
    await bodyOf(201, call('POST', at('custom-fields/vendor'), { body: field, ifMatch: version }));
  });

  beforeEach(async () => {
    const newCustomer = () => make('customers', { name: unique('Company ') });
    winner = await newCustomer();
    losers = [await newCustomer(), await newCustomer()];
    const [first, second] = losers.map(({ id }) => id as string);
    const lead = await make('leads', { firstName: unique('Lead ') });
    await call('POST', at(`leads/${lead.id}/conversion`), {
      body: { customerId: second },
      ifMatch: lead.version,
    });
    const deleted = await newContact({ customerId: first });
    await bodyOf(200, call('DELETE', at(`contacts/${deleted.id}`), { ifMatch: 1 }));
    related = [
      ['contacts', (await newContact({ customerId: first })).id],
      ['contacts', deleted.id],
      ['deals', (await make('deals', { title: unique('Deal '), customerId: second })).id],
      ['leads', lead.id],
      ['vendors', (await make('vendors', { name: unique('Vendor '), custom: { customer: first } })).id],
    ];
    await addNote(winner.id, { body: 'Of the winner' });
    await addNote(first!, { body: 'Plain' });
    await addNote(second!, { body: 'Pinned', pinned: true });
    const trashed = await addNote(first!, { body: 'Trashed' });
    await bodyOf(200, call('DELETE', at(`notes/customer/${first}/${trashed.id}`), { ifMatch: 1 }));
    await addActivity(first!, 'Early', '2026-01-01T09:00:00Z');
    await addActivity(winner.id, 'Middle', '2026-02-01T09:00:00Z');
    await addActivity(second!, 'Late', '2026-03-01T09:00:00Z');
    const removed = await addActivity(first!, 'Removed', '2026-04-01T09:00:00Z');
    await bodyOf(200, call('DELETE', at(`activities/customer/${first}/${removed.id}`), { ifMatch: 1 }));
    await addFile(call, at(`attachments/customer/${first}`));
    await addTask(first!, 'Open');
    const done = await addTask(second!, 'Done');
    await bodyOf(200, call('PATCH', at(`tasks/${done.id}`), { body: { done: true }, ifMatch: 1 }));
    await host.settled(organization);
  });

  const customerIn = (record: any): string => record.custom?.customer ?? record.customerId;

  test('is found at the remaining one: references of all types, entries of all kinds, and the joined timeline', async () => {
    const { jobId } = await merged(winner, losers, { plural: 'customers' });
    await host.settled(organization);
    for (const [plural, id] of related)
      expect([plural, customerIn(await read(plural, id))]).toEqual([plural, winner.id]);
    const { items } = await notes(winner.id);
    expect(items.map(({ body }: any) => body).toSorted()).toEqual(['Of the winner', 'Pinned', 'Plain']);
    expect(items[0]).toMatchObject({ body: 'Pinned', pinned: true });
    const files = await bodyOf(200, call('GET', at(`attachments/customer/${winner.id}`)));
    expect(files.items).toHaveLength(1);
    const download = at(`attachments/customer/${winner.id}/${files.items[0].id}/download`);
    const { url } = await bodyOf(200, call('GET', download));
    expect((await fetch(url)).status).toBe(200);
    expect(await read('customers', winner.id)).toMatchObject({
      activityCount: 3,
      lastActivityAt: '2026-03-01T09:00:00.000Z',
    });
    const lines = await timeline(winner.id);
    const activities = lines.items.filter(({ kind }: any) => kind === 'activity');
    expect(activities.map(({ data }: any) => data.title)).toEqual(['Late', 'Middle', 'Early']);
    const kinds = new Set(lines.items.map(({ kind }: any) => kind));
    expect([...kinds].toSorted()).toEqual([
      'activity',
      'attachment',
      'change',
      'deal',
      'lead',
      'note',
      'task',
    ]);
    expect(lines.upcoming.map(({ data }: any) => data.title)).toEqual(['Open']);
    const job = await bodyOf(200, call('GET', at(`jobs/${jobId}`)));
    expect(job).toMatchObject({ kind: 'merge', merge: { intoId: winner.id }, done: 6 });
  });

  test('is back after an undo: everything as before but for versions, times of updates and added history', async () => {
    const all = [['customers', winner.id] as const, ...losers.map(({ id }) => ['customers', id] as const)];
    const before = await stateOf(call, organization, [...all, ...related]);
    const histories = await historyOf(call, organization, [...all, ...related]);
    const values = { name: losers[0].name, city: 'Lima' };
    const { jobId } = await merged(winner, losers, { plural: 'customers', values });
    expect(await undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    const after = await stateOf(call, organization, [...all, ...related]);
    expect(withoutHistory(after)).toEqual(withoutHistory(before));
    const now = await historyOf(call, organization, [...all, ...related]);
    for (const [index, earlier] of histories.entries())
      expect(now[index]!.slice(-earlier.length)).toEqual(earlier);
  });

  test('keeps what changed after the merge when it is undone', async () => {
    const { record, jobId } = await merged(winner, losers, { plural: 'customers', values: { city: 'Lima' } });
    const path = at(`customers/${winner.id}`);
    await bodyOf(200, call('PATCH', path, { body: { city: 'Quito' }, ifMatch: record.version }));
    await addNote(winner.id, { body: 'After the merge' });
    const contact = await read('contacts', related[0]![1]);
    const other = await make('customers', { name: unique('Other ') });
    await bodyOf(
      200,
      call('PATCH', at(`contacts/${contact.id}`), {
        body: { customerId: other.id },
        ifMatch: contact.version,
      }),
    );
    const undo = await undone(jobId);
    expect(undo).toMatchObject({ state: 'done', done: 5, failed: 1 });
    const { items } = await bodyOf(200, call('GET', at(`jobs/${undo.id}/results`)));
    expect(items).toMatchObject([{ recordId: contact.id, code: 'changed_since' }]);
    expect(await read('customers', winner.id)).toMatchObject({ city: 'Quito' });
    expect(await read('contacts', contact.id)).toMatchObject({ customerId: other.id });
    const mine = (await notes(winner.id)).items.map(({ body }: any) => body);
    expect(mine.toSorted()).toEqual(['After the merge', 'Of the winner']);
  });
});

describe('the undo of a merge', () => {
  test('is refused while another record has a unique value that a merged one had', async () => {
    const address = `${unique('a')}@people.example`;
    const [winner, loser] = [await newContact(), await newContact({ email: address })];
    const { jobId } = await merged(winner, [loser]);
    const other = await newContact({ email: address });
    const refused = await call('POST', at(`jobs/${jobId}/undo`));
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: other.id }]);
    expect((await getOnly(loser.id)).status).toBe(308);
    await bodyOf(200, call('PATCH', at(`contacts/${other.id}`), { body: { email: null }, ifMatch: 1 }));
    await undone(jobId);
    expect(await read('contacts', loser.id)).toMatchObject({ id: loser.id, email: address });
  });

  test('gives a unique value that the remaining record took back to its record', async () => {
    const address = `${unique('a')}@people.example`;
    const [winner, loser] = [await newContact(), await newContact({ email: address })];
    const { jobId } = await merged(winner, [loser], { values: { email: address } });
    await undone(jobId);
    expect(await read('contacts', loser.id)).toMatchObject({ email: address });
    expect(await read('contacts', winner.id)).not.toHaveProperty('email');
    const taken = await call('POST', at('contacts'), { body: { firstName: 'Other', email: address } });
    expect(taken.body.errors).toMatchObject([{ code: 'taken', recordId: loser.id }]);
  });

  test('is possible once, in the opposite order of the merges, and only for those who could merge', async () => {
    const [first, second, third] = [await newContact(), await newContact(), await newContact()];
    const one = await merged(second, [first]);
    const two = await merged(third, [one.record]);
    expect(await call('POST', at(`jobs/${one.jobId}/undo`))).toMatchObject({
      status: 409,
      body: { mergedInto: third.id },
    });
    await undone(two.jobId);
    await undone(one.jobId);
    expect(await call('POST', at(`jobs/${one.jobId}/undo`))).toMatchObject({ status: 409 });
    for (const { id } of [first, second, third]) expect(await read('contacts', id)).toMatchObject({ id });
    const employee = await addMember(host, organization, 'employee');
    expect(await employee.call('POST', at(`jobs/${two.jobId}/undo`))).toMatchObject({ status: 404 });
  });
});
