import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { addFile } from '../files.ts';
import { connectHost } from '../host.ts';
import { historyOf, mergesIn, stateOf, withoutHistory } from '../merges.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let call: Call;
let merges: ReturnType<typeof mergesIn>;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  ({ call } = owner);
  merges = mergesIn(host, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const make = (plural: string, body: object): Promise<any> => bodyOf(201, call('POST', at(plural), { body }));
const read = (plural: string, id: string): Promise<any> =>
  bodyOf(200, call('GET', at(`${plural}/${id}`), { query: { trash: 'true' } }));
const newContact = (values: object = {}): Promise<any> =>
  make('contacts', { firstName: unique('Person '), ...values });

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
    const { jobId } = await merges.merged(winner, losers, { plural: 'customers' });
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
    expect(job).toMatchObject({ kind: 'merge', merge: { intoId: winner.id }, done: 8 });
  });

  test('is back after an undo: everything as before but for versions, times of updates and added history', async () => {
    const all = [['customers', winner.id] as const, ...losers.map(({ id }) => ['customers', id] as const)];
    const before = await stateOf(call, organization, [...all, ...related]);
    const histories = await historyOf(call, organization, [...all, ...related]);
    const values = { name: losers[0].name, city: 'Lima' };
    const { jobId } = await merges.merged(winner, losers, { plural: 'customers', values });
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    const after = await stateOf(call, organization, [...all, ...related]);
    expect(withoutHistory(after)).toEqual(withoutHistory(before));
    const now = await historyOf(call, organization, [...all, ...related]);
    for (const [index, earlier] of histories.entries())
      expect(now[index]!.slice(-earlier.length)).toEqual(earlier);
  });

  test('keeps what changed after the merge when it is undone', async () => {
    const { record, jobId } = await merges.merged(winner, losers, {
      plural: 'customers',
      values: { city: 'Lima' },
    });
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
    const undo = await merges.undone(jobId);
    expect(undo).toMatchObject({ state: 'done', done: 7, failed: 1 });
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
    const { jobId } = await merges.merged(winner, [loser]);
    const other = await newContact({ email: address });
    const refused = await call('POST', at(`jobs/${jobId}/undo`));
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: other.id }]);
    expect((await merges.readOnly(loser.id)).status).toBe(308);
    await bodyOf(200, call('PATCH', at(`contacts/${other.id}`), { body: { email: null }, ifMatch: 1 }));
    await merges.undone(jobId);
    expect(await read('contacts', loser.id)).toMatchObject({ id: loser.id, email: address });
  });

  test('gives a unique value that the remaining record took back to its record', async () => {
    const address = `${unique('a')}@people.example`;
    const [winner, loser] = [await newContact(), await newContact({ email: address })];
    const { jobId } = await merges.merged(winner, [loser], { values: { email: address } });
    await merges.undone(jobId);
    expect(await read('contacts', loser.id)).toMatchObject({ email: address });
    expect(await read('contacts', winner.id)).not.toHaveProperty('email');
    const taken = await call('POST', at('contacts'), { body: { firstName: 'Other', email: address } });
    expect(taken.body.errors).toMatchObject([{ code: 'taken', recordId: loser.id }]);
  });

  test('is possible once, in the opposite order of the merges, and only for those who could merge', async () => {
    const [first, second, third] = [await newContact(), await newContact(), await newContact()];
    const one = await merges.merged(second, [first]);
    const two = await merges.merged(third, [one.record]);
    expect(await call('POST', at(`jobs/${one.jobId}/undo`))).toMatchObject({
      status: 409,
      body: { mergedInto: third.id },
    });
    await merges.undone(two.jobId);
    await merges.undone(one.jobId);
    expect(await call('POST', at(`jobs/${one.jobId}/undo`))).toMatchObject({ status: 409 });
    for (const { id } of [first, second, third]) expect(await read('contacts', id)).toMatchObject({ id });
    const employee = await addMember(host, organization, 'employee');
    expect(await employee.call('POST', at(`jobs/${two.jobId}/undo`))).toMatchObject({ status: 404 });
  });
});
