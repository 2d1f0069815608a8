import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

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

describe('a merge', () => {
  test('gives the remaining record the chosen values, and a unique address of a merged one', async () => {
    const address = `${unique('a')}@people.example`;
    const winner = await newContact({ city: 'Cali', jobTitle: 'Buyer' });
    const loser = await newContact({ email: address, city: 'Lima' });
    const values = { email: address, city: 'Lima' };
    const { record } = await merges.merged(winner, [loser], { values });
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
    await merges.merged(winner, [loser]);
    expect(await newContact({ email: address })).toMatchObject({ email: address });
  });

  test('keeps the only external ID, unless the request says otherwise, and that of the remaining record among several', async () => {
    const ids = Array.from({ length: 5 }, () => unique('ext-'));
    const known = (index: number) => newContact({ externalId: ids[index] });
    const holderOf = async (externalId: string): Promise<unknown> =>
      (await call('POST', at('contacts'), { body: { firstName: 'Other', externalId } })).body.errors?.[0];
    const [taken, told, kept, several] = [
      await merges.merged(await newContact(), [await known(0), await newContact()]),
      await merges.merged(await newContact(), [await known(1)], { values: { externalId: null } }),
      await merges.merged(await known(2), [await known(3)]),
      await merges.merge(await newContact(), [await known(4), await newContact({ externalId: unique('e') })]),
    ];
    expect(taken.record).toMatchObject({ externalId: ids[0] });
    expect(await holderOf(ids[0]!)).toMatchObject({ code: 'taken', recordId: taken.record.id });
    expect(told.record).not.toHaveProperty('externalId');
    expect(kept.record).toMatchObject({ externalId: ids[2] });
    expect(several.body.record).not.toHaveProperty('externalId');
    await merges.undone(taken.jobId);
    expect(await read('contacts', taken.record.id)).not.toHaveProperty('externalId');
    expect(await holderOf(ids[0]!)).toMatchObject({ code: 'taken' });
  });

  test('redirects reads of merged records to the last one that remains, and refuses other requests', async () => {
    const [first, second, third] = [await newContact(), await newContact(), await newContact()];
    const { record } = await merges.merged(second, [first]);
    await merges.merged(third, [record]);
    const answer = await merges.readOnly(first.id);
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
    await host.settled(organization);
    const before = await totalOf();
    await merges.merged(winner, [loser]);
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
    expect(await merges.merge(winner, [other, loser])).toMatchObject({ status: 412 });
    expect(await merges.merge({ ...winner, version: 7 }, [other])).toMatchObject({ status: 412 });
    expect(await all()).toEqual(before);
  });

  test('at the same time as an edit loses neither: one of both is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [winner, loser] = [await newContact(), await newContact()];
      const path = at(`contacts/${loser.id}`);
      const edit = () => call('PATCH', path, { body: { city: 'Quito' }, ifMatch: 1 });
      const [first, second] = await Promise.all(
        round % 2 ? [edit(), merges.merge(winner, [loser])] : [merges.merge(winner, [loser]), edit()],
      );
      expect([first.status, second.status].filter((status) => status === 200)).toHaveLength(1);
      const { body } = await call('GET', path);
      expect(body).toMatchObject(body.id === loser.id ? { city: 'Quito' } : { id: winner.id });
    }
  });

  test('at the same time as new notes loses none that was added', async () => {
    const [winner, loser] = [await newContact(), await newContact()];
    const add = (body: string) => call('POST', at(`notes/contact/${loser.id}`), { body: { body } });
    const [answer, ...notes] = await Promise.all([
      merges.merge(winner, [loser]),
      ...Array.from({ length: 8 }, (_, index) => add(`Note ${index}`)),
    ]);
    await endedJob(call, organization, answer.body.jobId, mergePatienceMs);
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
    await merges.merged(await newContact(), [gone]);
    const foreign = await newOrganization(await newPerson(host));
    const theirs = await bodyOf(
      201,
      foreign.owner.call('POST', `${foreign.path}/contacts`, { body: { firstName: 'Theirs' } }),
    );
    for (const one of [{ ...deleted, version: 2 }, { ...gone, version: 2 }, theirs]) {
      const answer = await merges.merge(winner, [loser, one]);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/records/1/id', code: 'unknown_reference' }]);
    }
    for (const one of [winner, loser])
      expect((await merges.merge(winner, [loser, one])).body.errors).toMatchObject([
        { pointer: '/records/1/id', code: 'repeated' },
      ]);
    expect(await read('contacts', loser.id)).toMatchObject({ version: 1 });
  });

  test('reaches only records that the caller can update and delete, and redirects only to those they can read', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = { ownerId: employee.userId };
    const [mine, second, theirs] = [await newContact(own), await newContact(own), await newContact()];
    expect(await merges.merge(theirs, [mine], { by: employee.call })).toMatchObject({ status: 404 });
    const refused = await merges.merge(mine, [theirs], { by: employee.call });
    expect(refused.body.errors).toMatchObject([{ pointer: '/records/0/id', code: 'unknown_reference' }]);
    await merges.merged(theirs, [mine]);
    expect((await merges.readOnly(mine.id, 'contacts', employee.token)).status).toBe(404);
    const third = await newContact(own);
    const answer = await bodyOf(200, merges.merge(third, [second], { by: employee.call }));
    expect((await merges.readOnly(second.id, 'contacts', employee.token)).status).toBe(308);
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
    const { record, jobId } = await bodyOf(200, merges.merge(second, [first]));
    const refused = await merges.merge(third, [record]);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.detail).toContain('still being merged');
    await endedJob(call, organization, jobId);
    await merges.merged(third, [record]);
  });

  test('of a converted lead into another one is refused', async () => {
    const lead = () => make('leads', { firstName: unique('Lead ') });
    const [winner, loser] = [await lead(), await lead()];
    const converted = await bodyOf(
      200,
      call('POST', at(`leads/${loser.id}/conversion`), { body: {}, ifMatch: 1 }),
    );
    expect(await merges.merge(winner, [converted], { plural: 'leads' })).toMatchObject({ status: 409 });
  });
});

test('a merged record is purged with the one that remains, and not before', async () => {
  const text = unique('Erased');
  const [winner, loser] = [await newContact(), await newContact({ firstName: text })];
  const { record } = await merges.merged(winner, [loser]);
  await bodyOf(200, call('DELETE', at(`contacts/${winner.id}`), { ifMatch: record.version }));
  const table = openTable(host);
  await host.expire();
  await host.settled(organization);
  expect((await merges.readOnly(loser.id)).status).toBe(308);
  await table.letTrashTimePass(recordKey(organization.id, 'contact', winner.id));
  await host.expire();
  await host.settled(organization);
  expect((await merges.readOnly(loser.id)).status).toBe(404);
  await awaited(
    'the purge',
    () => Promise.resolve(table.holds(text)),
    (isThere) => !isThere,
  );
});
