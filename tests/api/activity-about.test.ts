import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { bodyOf } from '../caller.ts';
import { downloaded, endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;
let merges: ReturnType<typeof mergesIn>;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  merges = mergesIn(host, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const dueAt = '2031-03-04T15:00:00.000Z';
const make = (plural: string, body: object): Promise<any> =>
  bodyOf(201, owner.call('POST', at(plural), { body }));
const got = (path: string): Promise<any> => bodyOf(200, owner.call('GET', at(path)));
const change = ({ id, version }: any, body: object) =>
  owner.call('PATCH', at(`activities/${id}`), { body, ifMatch: version });
const ask = (question: ListQuestion): Promise<any> =>
  bodyOf(200, owner.call('POST', at('activities/query'), { body: { current: true, ...question } }));
const plan = (about: readonly any[], values: object = {}): Promise<any> =>
  make('activities', { title: 'Visit', dueAt, about, ...values });
const of = (type: string, { id }: any) => ({ type, id });

/** A contact, its customer and a deal. */
async function company() {
  const customer = await make('customers', { name: `Company ${crypto.randomUUID()}` });
  const contact = await make('contacts', { firstName: `Ana ${crypto.randomUUID()}` });
  const deal = await make('deals', { title: 'Roof', customerId: customer.id });
  const all = [of('contact', contact), of('customer', customer), of('deal', deal)] as const;
  return { contact, customer, deal, all };
}
const upcoming = async (type: string, { id }: any): Promise<string[]> =>
  (await got(`timeline/${type}/${id}`)).upcoming.map(({ data }: any) => data.id);

describe('an activity about several records', () => {
  test('is shown on each of them, as what comes next there, until it is deleted, and again once it is restored', async () => {
    const { contact, customer, deal, all } = await company();
    const made = await plan(all);
    expect(made.about).toEqual(all);
    const records = [
      ['contact', contact],
      ['customer', customer],
      ['deal', deal],
    ] as const;
    const isShown = async (ids: string[], nextTaskAt: string | undefined) => {
      await host.settled(organization);
      for (const [type, record] of records) {
        expect(await upcoming(type, record)).toEqual(ids);
        const question = { filter: { field: 'createdAt', op: 'isNotEmpty' }, columns: ['nextTaskAt'] };
        const { items } = await bodyOf(
          200,
          owner.call('POST', at(`${type}s/query`), { body: { current: true, ...question } }),
        );
        expect(items.find(({ id }: any) => id === record.id).nextTaskAt).toBe(nextTaskAt);
      }
    };
    await isShown([made.id], dueAt);
    await bodyOf(200, owner.call('DELETE', at(`activities/${made.id}`), { ifMatch: 1 }));
    await isShown([], undefined);
    await bodyOf(200, owner.call('POST', at(`activities/${made.id}/restore`)));
    await isShown([made.id], dueAt);
    const [first, , last] = all;
    await bodyOf(200, change({ ...made, version: 3 }, { about: [last, first] }));
    await host.settled(organization);
    expect(await upcoming('customer', customer)).toEqual([]);
    expect(await upcoming('deal', deal)).toEqual([made.id]);
  });

  test('is a task about the first of them, which names those that the caller can read', async () => {
    const { contact, customer, all } = await company();
    const employee = await addMember(host, organization, 'employee');
    const made = await plan(all, { ownerId: employee.userId });
    const task = await got(`tasks/${made.id}`);
    expect(task).toMatchObject({ recordType: 'contact', recordId: contact.id });
    expect(task.about.map(({ type, title }: any) => [type, title])).toEqual([
      ['contact', contact.fullName],
      ['customer', customer.name],
      ['deal', 'Roof'],
    ]);
    const { deal: other } = await company();
    const about = [...task.about, { ...of('deal', other), title: 'Roof' }];
    const refused = await owner.call('PATCH', at(`tasks/${made.id}`), { body: { about }, ifMatch: 1 });
    expect(refused.body.errors).toMatchObject([{ pointer: '/about', code: 'read_only' }]);
    const { version } = await bodyOf(200, owner.call('GET', organization.path));
    const recordAccess = { employee: { read: 'own', change: 'own' } };
    await bodyOf(200, owner.call('PATCH', organization.path, { body: { recordAccess }, ifMatch: version }));
    const theirs = await bodyOf(200, employee.call('GET', at(`tasks/${made.id}`)));
    expect(theirs).not.toHaveProperty('about');
    expect(theirs).not.toHaveProperty('recordTitle');
    await bodyOf(200, employee.call('PATCH', at(`tasks/${made.id}`), { body: { done: true }, ifMatch: 1 }));
    expect((await got(`activities/${made.id}`)).about).toEqual(all);
  });

  test('is found by each of them in lists, which can name them', async () => {
    const { contact, customer, deal, all } = await company();
    const made = await plan(all);
    const other = await plan([of('customer', customer)]);
    const about = (value: string[]): ListQuestion => ({ filter: { field: 'about', op: 'anyOf', value } });
    const idsOf = async (value: string[]) => (await ask(about(value))).items.map(({ id }: any) => id);
    for (const id of [contact.id, deal.id]) expect(await idsOf([id])).toEqual([made.id]);
    expect((await idsOf([customer.id])).toSorted()).toEqual([made.id, other.id].toSorted());
    const named = await ask({ ...about([deal.id]), columns: ['about'], include: ['about'] });
    expect(named.items[0].about).toEqual(all);
    expect(named.names).toEqual({
      [contact.id]: contact.fullName,
      [customer.id]: customer.name,
      [deal.id]: 'Roof',
    });
    for (const refused of [{ sorts: [{ field: 'about' }] }, { groups: { by: 'about' } }]) {
      const { status } = await owner.call('POST', at('activities/query'), { body: refused });
      expect(status).toBe(422);
    }
  });

  test('is exported with their titles', async () => {
    const { contact, customer, deal, all } = await company();
    await plan(all);
    const body = {
      recordType: 'activity',
      format: 'csv',
      columns: [{ field: 'title' }, { field: 'about', header: 'About' }],
      query: { filter: { field: 'about', op: 'anyOf', value: [deal.id] } },
    };
    const { id } = await bodyOf(201, owner.call('POST', at('exports'), { body }));
    expect(await endedExport(owner.call, organization, id)).toMatchObject({ state: 'ready' });
    const text = (await downloaded(owner.call, organization, id)).bytes.toString();
    expect(text).toContain([contact.fullName, customer.name, 'Roof'].join('; '));
  });

  test('can be about ten, each once', async () => {
    const contacts = await Promise.all(
      Array.from({ length: 11 }, (_, place) => make('contacts', { firstName: `Person ${place}` })),
    );
    const all = contacts.map((one) => of('contact', one));
    expect((await plan([...all.slice(0, 10)])).about).toHaveLength(10);
    expect((await plan([all[0], all[0], all[1]])).about).toEqual(all.slice(0, 2));
    const refused = await owner.call('POST', at('activities'), {
      body: { title: 'Visit', dueAt, about: all },
    });
    expect(refused.body.errors).toMatchObject([{ pointer: '/about', code: 'too_many', limit: 10 }]);
  });

  test('is about the remaining record after a merge, once, and about the same as before when it is undone', async () => {
    const { contact, all } = await company();
    const [second, third] = await Promise.all([
      make('contacts', { firstName: 'B' }),
      make('contacts', { firstName: 'C' }),
    ]);
    const about = [...all, of('contact', second), of('contact', third)];
    const [both, main, trashed] = [await plan(about), await plan([of('contact', third)]), await plan(about)];
    await bodyOf(200, owner.call('DELETE', at(`activities/${trashed.id}`), { ifMatch: 1 }));
    const { jobId } = await merges.merged(contact, [second, third], { plural: 'contacts' });
    expect((await got(`activities/${both.id}`)).about).toEqual(all);
    expect((await got(`activities/${main.id}`)).about).toEqual([all[0]]);
    // Saved views name the merged record.
    const { items } = await ask({ filter: { field: 'about', op: 'anyOf', value: [third.id] } });
    expect(items.map(({ id }: any) => id).toSorted()).toEqual([both.id, main.id].toSorted());
    await host.settled(organization);
    expect((await upcoming('contact', contact)).toSorted()).toEqual([both.id, main.id].toSorted());
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect((await got(`activities/${both.id}`)).about).toEqual(about);
    expect((await got(`activities/${main.id}`)).about).toEqual([of('contact', third)]);
    await bodyOf(200, owner.call('POST', at(`activities/${trashed.id}/restore`)));
    expect((await got(`activities/${trashed.id}`)).about).toEqual(about);
    await host.settled(organization);
    expect((await upcoming('contact', third)).toSorted()).toEqual([both.id, main.id, trashed.id].toSorted());
  });

  test('keeps what somebody can’t see who changes what it is about, in its place, and never names it to them', async () => {
    const employee = await addMember(host, organization, 'employee');
    const [theirs, also] = await Promise.all(
      ['Mine', 'Mine, too'].map((firstName) => make('contacts', { firstName, ownerId: employee.userId })),
    );
    const { all } = await company();
    const [seen, next] = [of('contact', theirs), of('contact', also)];
    const made = await plan([all[1], seen, all[2]], { ownerId: employee.userId });
    const path = at(`activities/${made.id}`);
    const read = () => bodyOf(200, employee.call('GET', path));
    expect((await read()).about).toEqual([seen]);
    const patch = (body: object, ifMatch: number) => employee.call('PATCH', path, { body, ifMatch });
    expect((await bodyOf(200, patch({ about: [next] }, 1))).about).toEqual([next]);
    expect((await got(`activities/${made.id}`)).about).toEqual([all[1], next, all[2]]);
    const { items } = await bodyOf(200, employee.call('GET', `${path}/history`));
    expect(items[0].changes).toEqual([{ field: 'about', from: [seen], to: [next] }]);
    await bodyOf(200, patch({ about: null }, 2));
    expect((await got(`activities/${made.id}`)).about).toEqual([all[1], all[2]]);
    expect(await read()).not.toHaveProperty('about');
    const many = await Promise.all(
      Array.from({ length: 9 }, () => make('contacts', { firstName: 'More', ownerId: employee.userId })),
    );
    const refused = await patch({ about: many.map((one) => of('contact', one)) }, 3);
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ pointer: '/about', code: 'too_many' }],
    ]);
  });

  test('isn’t told to whom it is hidden in exports, timelines and repeated requests either, and errors name what was sent', async () => {
    const employee = await addMember(host, organization, 'employee');
    const theirs = await make('contacts', { firstName: 'Mine', ownerId: employee.userId });
    const { all } = await company();
    const body = { title: 'Mine', dueAt, about: [of('contact', theirs)] };
    const idempotencyKey = crypto.randomUUID();
    const create = () => bodyOf(201, employee.call('POST', at('activities'), { body, idempotencyKey }));
    const made = await create();
    await bodyOf(200, change(made, { about: [all[1], of('contact', theirs), all[2]] }));
    expect((await create()).about).toEqual([of('contact', theirs)]);
    await host.settled(organization);
    const timeline = await employee.call('GET', at(`timeline/activity/${made.id}`));
    const asked = {
      recordType: 'activity',
      query: {},
      columns: [{ field: 'title' }, { field: 'about' }],
      format: 'jsonl',
    };
    const { id } = await bodyOf(201, employee.call('POST', at('exports'), { body: asked }));
    await endedExport(employee.call, organization, id);
    const text = (await downloaded(employee.call, organization, id)).bytes.toString();
    expect(text).toContain(theirs.id);
    for (const { id: hidden } of [all[1], all[2]]) {
      expect(text).not.toContain(hidden);
      expect(timeline.text).not.toContain(hidden);
    }
    for (const about of [[all[1]], [of('contact', { id: crypto.randomUUID() })]]) {
      const path = at(`activities/${made.id}`);
      const refused = await employee.call('PATCH', path, { body: { about }, ifMatch: 2 });
      expect([refused.status, refused.body.errors]).toMatchObject([
        422,
        [{ pointer: '/about/0', code: 'unknown_reference' }],
      ]);
    }
  });

  test('keeps what somebody can’t see in a bulk change of theirs, too', async () => {
    const employee = await addMember(host, organization, 'employee');
    const theirs = await make('contacts', { firstName: 'Mine', ownerId: employee.userId });
    const { all } = await company();
    const made = await plan([all[1], all[0]], { ownerId: employee.userId });
    const change = { action: 'update', values: { about: [of('contact', theirs)] } };
    const body = { recordType: 'activity', ids: [made.id], change };
    const job = await bodyOf(201, employee.call('POST', at('jobs'), { body }));
    expect(await endedJob(employee.call, organization, job.id)).toMatchObject({ state: 'done', failed: 0 });
    expect((await got(`activities/${made.id}`)).about).toEqual([all[1], all[0], of('contact', theirs)]);
  });

  test('stays as it is when an undo would make it about more than ten, and the job says so', async () => {
    const contacts = await Promise.all(
      Array.from({ length: 10 }, (_, place) => make('contacts', { firstName: `Person ${place}` })),
    );
    const [first, second, ...others] = contacts;
    const about = [second, ...others].map((one) => of('contact', one));
    const made = await plan([...about, of('contact', first)]);
    const { jobId } = await merges.merged(first, [second], { plural: 'contacts' });
    const merged = await got(`activities/${made.id}`);
    expect(merged.about).toHaveLength(9);
    const { deal } = await company();
    const added = [...merged.about, of('deal', deal)];
    await bodyOf(200, change(merged, { about: added }));
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 1 });
    expect((await got(`activities/${made.id}`)).about).toEqual(added);
  });

  test('that is restored after a merge is about the remaining record, once', async () => {
    const { contact, all } = await company();
    const second = await make('contacts', { firstName: 'B' });
    const made = await plan([of('contact', second), ...all]);
    await bodyOf(200, owner.call('DELETE', at(`activities/${made.id}`), { ifMatch: 1 }));
    await merges.merged(contact, [second], { plural: 'contacts' });
    await bodyOf(200, owner.call('POST', at(`activities/${made.id}/restore`)));
    expect((await got(`activities/${made.id}`)).about).toEqual(all);
  });

  test('belongs to what is stored about each of them', async () => {
    const { contact, customer, all } = await company();
    const [shared, done, alone] = [
      await plan([of('customer', customer), all[0]]),
      await plan(all, { done: true }),
      await plan([all[0]]),
    ];
    await host.settled(organization);
    const { records } = await got(`personal-data/records/contact/${contact.id}`);
    const ids = records.flatMap(({ tasks }: any) => tasks.map(({ id }: any) => id));
    expect(ids.toSorted()).toEqual([shared.id, done.id, alone.id].toSorted());
  });

  test('gets other records in bulk, which is undone', async () => {
    const { all } = await company();
    const made = await plan(all, { kindId: 'meeting' });
    const values = { about: [all[2]] };
    const body = { recordType: 'activity', ids: [made.id], change: { action: 'update', values } };
    const { id } = await bodyOf(201, owner.call('POST', at('jobs'), { body }));
    expect(await endedJob(owner.call, organization, id)).toMatchObject({ state: 'done', done: 1 });
    expect((await got(`activities/${made.id}`)).about).toEqual([all[2]]);
    const undo = await bodyOf(201, owner.call('POST', at(`jobs/${id}/undo`)));
    expect(await endedJob(owner.call, organization, undo.id)).toMatchObject({ state: 'done', done: 1 });
    expect((await got(`activities/${made.id}`)).about).toEqual(all);
  });
});
