import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { accessKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newTag = (): Promise<any> => bodyOf(201, call('POST', at('tags'), { body: { name: unique('tag ') } }));
const contact = (id: string): Promise<any> =>
  bodyOf(200, call('GET', at(`contacts/${id}`), { query: { trash: 'true' } }));

async function contacts(count: number, values: object = {}): Promise<string[]> {
  const items = Array.from({ length: count }, () => ({ firstName: unique('Row '), ...values }));
  const made = await bodyOf(201, call('POST', at('contacts/bulk'), { body: { items } }));
  return (made.items as { id: string }[]).map(({ id }) => id);
}

const start = (body: object, by: Call = call): Promise<any> => bodyOf(201, by('POST', at('jobs'), { body }));

const ended = (id: string, by: Call = call): Promise<any> => endedJob(by, organization, id);
const run = async (body: object): Promise<any> => ended((await start(body)).id);

async function results(id: string): Promise<any[]> {
  return (await bodyOf(200, call('GET', at(`jobs/${id}/results`)))).items;
}

const update = (values: object) => ({ action: 'update', values });

describe('a bulk job', () => {
  test('changes every given record once, with history, in its creator’s name', async () => {
    const ids = await contacts(20);
    const job = await start({ recordType: 'contact', ids, change: update({ city: 'Cali' }) });
    expect(job).toMatchObject({ kind: 'update', recordTypes: ['contact'], state: 'running', total: 20 });
    expect(await ended(job.id)).toMatchObject({ state: 'done', total: 20, done: 20, failed: 0 });
    for (const id of ids) expect(await contact(id)).toMatchObject({ city: 'Cali', version: 2 });
    const { items } = await bodyOf(200, call('GET', at(`contacts/${ids[0]}/history`)));
    expect(items[0]).toMatchObject({
      action: 'updated',
      actorId: organization.owner.userId,
      changes: [{ field: 'city', from: null, to: 'Cali' }],
    });
  });

  test('tells everyone whose records “me” in its query were', async () => {
    const mine = { field: 'ownerId', op: 'anyOf', value: ['me'] };
    const query = { filter: { and: [mine, { field: 'city', op: 'is', value: unique('City ') }] } };
    const job = await start({ recordType: 'contact', query, change: update({ city: 'Cali' }) });
    const named = { ...mine, value: [organization.owner.userId] };
    expect(job.query).toEqual({ filter: { and: [named, query.filter.and[1]] } });
  });

  test('with filters changes exactly the records of the list', async () => {
    const tag = await newTag();
    const inside = await contacts(12, { tagIds: [tag.id], statusId: 'qualified' });
    const outside = await contacts(5, { tagIds: [tag.id], statusId: 'inactive' });
    await host.settled(organization);
    const filters = { tagIds: tag.id, statusId: 'qualified', sort: 'name' };
    const list = await bodyOf(200, call('GET', at('contacts'), { query: { ...filters, limit: '100' } }));
    const job = await run({ recordType: 'contact', filters, change: update({ city: 'Pasto' }) });
    expect(job).toMatchObject({ state: 'done', total: list.items.length, done: 12 });
    const changed = await Promise.all([...inside, ...outside].map(contact));
    const cities = changed.map(({ city }: { city?: string }) => city);
    expect(cities).toEqual([...inside.map(() => 'Pasto'), ...outside.map(() => undefined)]);
  });

  test('clears values and frees unique ones', async () => {
    const email = `${unique('cleared')}@people.example`;
    const { id } = await newContact(organization, call, { email });
    await run({ recordType: 'contact', ids: [id], change: update({ email: null }) });
    expect(await contact(id)).not.toHaveProperty('email');
    await newContact(organization, call, { email });
  });

  test('adds and removes tags, deletes and restores, and leaves records unchanged if there is nothing to do', async () => {
    const [one, two] = [await newTag(), await newTag()];
    const ids = await contacts(10, { tagIds: [one.id] });
    const on = (change: object) => run({ recordType: 'contact', ids, change });
    await on({ action: 'addTags', tagIds: [one.id, two.id] });
    expect(await contact(ids[0]!)).toMatchObject({ tagIds: [one.id, two.id], version: 2 });
    await on({ action: 'removeTags', tagIds: [one.id] });
    expect(await contact(ids[0]!)).toMatchObject({ tagIds: [two.id], version: 3 });
    expect(await on({ action: 'removeTags', tagIds: [one.id] })).toMatchObject({ done: 10, failed: 0 });
    expect((await contact(ids[0]!)).version).toBe(3);
    expect(await on({ action: 'delete' })).toMatchObject({ done: 10, failed: 0 });
    expect((await contact(ids[9]!)).deletedAt).toBeDefined();
    await host.settled(organization);
    const filters = { tagIds: two.id };
    expect(await run({ recordType: 'contact', filters, change: { action: 'restore' } })).toMatchObject({
      total: 10,
      done: 10,
    });
    expect((await contact(ids[9]!)).deletedAt).toBeUndefined();
  });

  test('reports each record it could not change and changes the others', async () => {
    const [gone, fine, full] = await contacts(3);
    await bodyOf(200, call('DELETE', at(`contacts/${gone}`), { ifMatch: 1 }));
    const never = uuidv7();
    const tags = await Promise.all(Array.from({ length: 20 }, newTag));
    const tagIds = tags.map(({ id }) => id);
    const more = (await newTag()).id;
    await bodyOf(200, call('PATCH', at(`contacts/${full}`), { body: { tagIds }, ifMatch: 1 }));
    const job = await run({
      recordType: 'contact',
      ids: [gone, never, fine, full],
      change: { action: 'addTags', tagIds: [more] },
    });
    expect(job).toMatchObject({ state: 'done', total: 4, done: 1, failed: 3 });
    const codes = Object.fromEntries((await results(job.id)).map(({ recordId, code }) => [recordId, code]));
    expect(codes).toEqual({ [gone!]: 'not_found', [never]: 'not_found', [full!]: 'too_many' });
    const page = await bodyOf(200, call('GET', at(`jobs/${job.id}/results`), { query: { limit: '2' } }));
    const { nextCursor: cursor } = page;
    const rest = await bodyOf(
      200,
      call('GET', at(`jobs/${job.id}/results`), { query: { limit: '2', cursor } }),
    );
    expect(new Set([...page.items, ...rest.items].map(({ recordId }) => recordId)).size).toBe(3);
    const all = await bodyOf(200, call('GET', at(`jobs/${job.id}/results`), { query: { limit: '3' } }));
    expect(all.nextCursor).toBeUndefined();
  });

  test('created twice with one Idempotency-Key is one job', async () => {
    const ids = await contacts(3);
    const body = { recordType: 'contact', ids, change: update({ city: 'Neiva' }) };
    const idempotencyKey = unique('key');
    const make = () => bodyOf(201, call('POST', at('jobs'), { body, idempotencyKey }));
    const [first, second] = await Promise.all([make(), make()]);
    expect(second.id).toBe(first.id);
    await ended(first.id);
    expect((await contact(ids[0]!)).version).toBe(2);
  });

  test('is refused with a pointer to the error before anything changes', async () => {
    const ids = await contacts(1);
    const refused = async (body: object) => {
      const answer = await call('POST', at('jobs'), { body });
      expect(answer.status).toBe(422);
      return answer.body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code]);
    };
    const on = (change: object) => refused({ recordType: 'contact', ids, change });
    expect(await on(update({ city: 7 }))).toEqual([['/change/values/city', 'wrong_type']]);
    expect(await on(update({ weight: 1 }))).toEqual([['/change/values/weight', 'unknown_field']]);
    expect(await on(update({}))).toEqual([['/change/values', 'required']]);
    expect(await on(update({ statusId: 'nope' }))).toEqual([['/change/values/statusId', 'not_a_choice']]);
    expect(await on(update({ email: 'a@b.example' }))).toEqual([['/change/values/email', 'not_allowed']]);
    expect(await on(update({ ownerId: uuidv7() }))).toEqual([
      ['/change/values/ownerId', 'unknown_reference'],
    ]);
    expect(await on({ action: 'addTags', tagIds: [uuidv7()] })).toEqual([
      ['/change/tagIds/0', 'unknown_reference'],
    ]);
    const change = { action: 'delete' };
    expect(await refused({ recordType: 'gizmo', ids, change })).toEqual([['/recordType', 'not_a_choice']]);
    expect(await refused({ recordType: 'contact', change })).toEqual([['/ids', 'required']]);
    for (const name of ['nope', 'custom.nope'])
      expect(await refused({ recordType: 'contact', filters: { [name]: '1' }, change })).toEqual([
        [`/filters/${name}`, 'unknown_field'],
      ]);
    const query = { filter: { field: 'nope', op: 'isEmpty' } };
    expect(await refused({ recordType: 'contact', query, change })).toEqual([
      ['/query/filter/field', 'unknown_field'],
    ]);
    expect(await contact(ids[0]!)).toMatchObject({ version: 1 });
  });
});

describe('permissions', () => {
  test('a job changes only records that its creator may change', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = await newContact(organization, employee.call);
    const other = await newContact(organization, call);
    const ids = [own.id, other.id];
    const job = await start({ recordType: 'contact', ids, change: update({ city: 'Tunja' }) }, employee.call);
    expect(await ended(job.id, employee.call)).toMatchObject({ done: 1, failed: 1 });
    const { items } = await bodyOf(200, employee.call('GET', at(`jobs/${job.id}/results`)));
    expect(items).toEqual([{ recordType: 'contact', recordId: other.id, code: 'not_found' }]);
    expect((await contact(other.id)).version).toBe(1);
    const all = await start(
      { recordType: 'contact', filters: {}, all: true, change: update({ city: 'Yopal' }) },
      employee.call,
    );
    expect(await ended(all.id, employee.call)).toMatchObject({ total: 1, done: 1, failed: 0 });
  });

  test('a job can be seen and cancelled by its creator and admins only', async () => {
    const [one, two] = [
      await addMember(host, organization, 'employee'),
      await addMember(host, organization, 'employee'),
    ];
    const body = { recordType: 'contact', ids: [uuidv7()], change: { action: 'delete' } };
    const { id } = await start(body, one.call);
    expect((await two.call('GET', at(`jobs/${id}`))).status).toBe(404);
    expect((await two.call('GET', at(`jobs/${id}/results`))).status).toBe(404);
    expect((await two.call('POST', at(`jobs/${id}/cancel`))).status).toBe(404);
    const listed = async (by: Call) =>
      (await bodyOf(200, by('GET', at('jobs')))).items.map((job: { id: string }) => job.id);
    expect(await listed(two.call)).not.toContain(id);
    expect(await listed(one.call)).toContain(id);
    expect(await listed(call)).toContain(id);
  });

  test('a job stops if its creator was demoted, deactivated or re-added, or the key was revoked', async () => {
    const member = async (change: object) => {
      const admin = await addMember(host, organization, 'admin');
      return { by: admin.call, stop: () => changeMember(organization, admin.userId, change) };
    };
    const withKey = async () => {
      const admin = await addMember(host, organization, 'admin');
      const key = await newApiKey(host, organization, admin);
      return { by: key.call, stop: () => admin.call('DELETE', at(`api-keys/${key.id}`)) };
    };
    // Simulates that a membership is removed and restored between two steps of the job. Writes to the table directly,
    // because API calls are too slow.
    const back = async () => {
      const admin = await addMember(host, organization, 'admin');
      const key = accessKey(admin.userId);
      const right = { role: 'admin', active: true, since: '2036-01-01T00:00:00.000Z' };
      const stop = () => openTable(host).change(key, { orgs: { [organization.id]: right } });
      return { by: admin.call, stop };
    };
    const ways = [() => member({ role: 'employee' }), () => member({ active: false }), withKey, back];
    const ids = (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => contacts(30)))).flat();
    for (const [index, way] of ways.entries()) {
      const { by, stop } = await way();
      // The job checks permissions again before each step, which changes a few records.
      const job = await start({ recordType: 'contact', ids, change: update({ city: `City ${index}` }) }, by);
      await stop();
      const end = await ended(job.id);
      expect(end).toMatchObject({ state: 'stopped' });
      expect(end.done).toBeLessThan(ids.length);
    }
  });
});

test('a cancelled job changes no more records, and its completed changes stay and are counted', async () => {
  const ids = (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => contacts(30)))).flat();
  const { id } = await start({ recordType: 'contact', ids, change: update({ city: 'Mitú' }) });
  for (;;) {
    const { done } = await bodyOf(200, call('GET', at(`jobs/${id}`)));
    if (done > 0) break;
  }
  const cancelled = await bodyOf(200, call('POST', at(`jobs/${id}/cancel`)));
  expect(cancelled.state).toBe('cancelled');
  await host.settled(organization);
  const job = await bodyOf(200, call('GET', at(`jobs/${id}`)));
  expect(job).toEqual(cancelled);
  expect(job.done).toBeLessThan(ids.length);
  const changed = (await Promise.all(ids.map(contact))).filter(({ city }) => city === 'Mitú');
  expect(changed).toHaveLength(job.done);
});
