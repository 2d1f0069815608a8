import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey, uniqueKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const email = () => `${unique('mail')}@people.example`;

let organization: TestOrganization;
let call: Call;
let contacts: string;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'CO' });
  call = organization.owner.call;
  contacts = `${organization.path}/contacts`;
});

const total = async (): Promise<number> => {
  await host.settled(organization);
  return (await bodyOf(200, call('GET', contacts))).total;
};

describe('the trash', () => {
  test('removes a record from list, search and counts immediately, and restores it completely', async () => {
    const tag = await bodyOf(
      201,
      call('POST', `${organization.path}/tags`, { body: { name: unique('tag ') } }),
    );
    const word = unique('Trashed');
    const made = await newContact(organization, call, { firstName: word, email: email(), tagIds: [tag.id] });
    const note = { body: { body: 'kept' } };
    await bodyOf(201, call('POST', `${organization.path}/notes/contact/${made.id}`, note));
    const before = await total();
    const deleted = await bodyOf(200, call('DELETE', `${contacts}/${made.id}`, { ifMatch: 1 }));
    expect(deleted).toEqual({
      ...made,
      version: 2,
      deletedAt: deleted.deletedAt,
      updatedAt: deleted.deletedAt,
    });
    const listed = async (query: Record<string, string>) => {
      const { items } = await bodyOf(200, call('GET', contacts, { query: { limit: '100', ...query } }));
      return items.map(({ id }: { id: string }) => id).includes(made.id) as boolean;
    };
    expect([await listed({}), await listed({ deleted: 'true' })]).toEqual([false, true]);
    expect(await total()).toBe(before - 1);
    expect(await listed({ q: word })).toBe(false);
    expect((await call('PATCH', `${contacts}/${made.id}`, { body: { city: 'x' }, ifMatch: 2 })).status).toBe(
      404,
    );
    expect((await call('GET', `${organization.path}/notes/contact/${made.id}`)).status).toBe(404);

    const restored = await bodyOf(200, call('POST', `${contacts}/${made.id}/restore`));
    expect(restored).toEqual({ ...made, version: 3, updatedAt: restored.updatedAt });
    expect(await total()).toBe(before);
    expect([await listed({}), await listed({ q: word }), await listed({ deleted: 'true' })]).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      (await bodyOf(200, call('GET', `${organization.path}/notes/contact/${made.id}`))).items,
    ).toHaveLength(1);
    expect(await bodyOf(200, call('POST', `${contacts}/${made.id}/restore`))).toEqual(restored);
  });

  test('keeps an e-mail reserved and offers to restore its record', async () => {
    const made = await newContact(organization, call, { email: email() });
    await bodyOf(200, call('DELETE', `${contacts}/${made.id}`, { ifMatch: 1 }));
    const { errors } = await bodyOf(
      409,
      call('POST', contacts, { body: { firstName: 'New', email: made.email } }),
    );
    expect(errors).toMatchObject([{ pointer: '/email', code: 'in_trash', recordId: made.id }]);
  });

  test('ends after its trash period even before TTL runs: it is not listed and its e-mail is free', async () => {
    const made = await newContact(organization, call, { email: email() });
    const query = { deleted: 'true', limit: '100' };
    const listed = async (): Promise<boolean> =>
      (await bodyOf(200, call('GET', contacts, { query }))).items.some(({ id }: any) => id === made.id);
    await bodyOf(200, call('DELETE', `${contacts}/${made.id}`, { ifMatch: 1 }));
    await host.settled(organization);
    expect(await listed()).toBe(true);
    const table = openTable(host);
    await table.letTrashTimePass(recordKey(organization.id, 'contact', made.id));
    await table.letTrashTimePass(uniqueKey(organization.id, 'contact.email', made.email));
    await host.settled(organization);
    expect(await listed()).toBe(false);
    const again = await newContact(organization, call, { email: made.email });
    const body = { firstName: 'Third', email: made.email };
    const { errors } = await bodyOf(409, call('POST', contacts, { body }));
    expect(errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: again.id }]);
    await host.expire();
    await host.settled(organization);
    expect((await call('POST', contacts, { body })).status).toBe(409);
  });

  test('restores the e-mail with the record permanently', async () => {
    const made = await newContact(organization, call, { email: email() });
    await bodyOf(200, call('DELETE', `${contacts}/${made.id}`, { ifMatch: 1 }));
    await bodyOf(200, call('POST', `${contacts}/${made.id}/restore`));
    const [claim] = await openTable(host).items(
      ({ kind, id }) => kind === 'unique' && id === made.id,
      organization.id,
    );
    expect(claim).not.toHaveProperty('expiresAt');
    const body = { firstName: 'New', email: made.email };
    const { errors } = await bodyOf(409, call('POST', contacts, { body }));
    expect(errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: made.id }]);
  });

  test('is listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      const { id } = await newContact(organization, call);
      await bodyOf(200, call('DELETE', `${contacts}/${id}`, { ifMatch: 1 }));
      ids.unshift(id);
    }
    const found: string[] = [];
    let query: Record<string, string> = { deleted: 'true', limit: '2' };
    while (found.length < 5) {
      const page = await bodyOf(200, call('GET', contacts, { query }));
      found.push(...page.items.map(({ id }: { id: string }) => id));
      query = { ...query, cursor: page.nextCursor };
    }
    expect(found.slice(0, 5)).toEqual(ids);
  });
});

test('history lists who changed what from which value to which, newest first, page by page', async () => {
  const { id } = await newContact(organization, call, { firstName: 'Ana', city: 'Cali' });
  const path = `${contacts}/${id}`;
  await bodyOf(200, call('PATCH', path, { body: { city: 'Lima', jobTitle: 'CEO' }, ifMatch: 1 }));
  await bodyOf(200, call('DELETE', path, { ifMatch: 2 }));
  await bodyOf(200, call('POST', `${path}/restore`));
  const first = await bodyOf(200, call('GET', `${path}/history`, { query: { limit: '3' } }));
  const { items: rest, nextCursor } = await bodyOf(
    200,
    call('GET', `${path}/history`, { query: { cursor: first.nextCursor } }),
  );
  expect(nextCursor).toBeUndefined();
  const all = [...first.items, ...rest];
  expect(all.map(({ version, action }: { version: number; action: string }) => [version, action])).toEqual([
    [4, 'restored'],
    [3, 'deleted'],
    [2, 'updated'],
    [1, 'created'],
  ]);
  for (const entry of all) expect(entry.actorId).toBe(organization.owner.userId);
  expect(all[2].changes).toEqual([
    { field: 'jobTitle', from: null, to: 'CEO' },
    { field: 'city', from: 'Cali', to: 'Lima' },
  ]);
  expect(all[3].changes).toContainEqual({ field: 'firstName', from: null, to: 'Ana' });
});

test('a cursor of another list, filter or sort is refused with 400', async () => {
  for (let at = 0; at < 3; at += 1) await newContact(organization, call);
  await host.settled(organization);
  const { nextCursor: cursor } = await bodyOf(200, call('GET', contacts, { query: { limit: '1' } }));
  expect((await call('GET', contacts, { query: { limit: '2', cursor } })).status).toBe(200);
  const others: Record<string, string>[] = [
    { sort: '-name' },
    { sort: 'createdAt' },
    { statusId: 'prospect' },
    { deleted: 'true' },
    { q: 'contact' },
  ];
  for (const query of others) {
    const problem = await bodyOf(400, call('GET', contacts, { query: { ...query, cursor } }));
    expect(problem.code).toBe('invalid_request');
  }
  const { id } = await newContact(organization, call);
  for (const path of [`${contacts}/${id}/history`, `${organization.path}/notes/contact/${id}`]) {
    expect((await call('GET', path, { query: { cursor } })).status).toBe(400);
  }
});

describe('the values with which a record was created', () => {
  const created = async (id: string, query = {}) => {
    const { items } = await bodyOf(200, call('GET', `${contacts}/${id}/history`, { query }));
    return items.at(-1).changes as { field: string; to: unknown }[] | undefined;
  };
  const first = { firstName: 'Ana', lastName: 'Marriage', city: 'Cali', statusId: 'qualified' };
  const made = async () => {
    const tag = await bodyOf(
      201,
      call('POST', `${organization.path}/tags`, { body: { name: unique('tag ') } }),
    );
    const { id } = await newContact(organization, call, { ...first, email: email(), tagIds: [tag.id] });
    return { id: id as string, values: await created(id) };
  };

  test('are in its history without being stored twice', async () => {
    const { id, values } = await made();
    expect(values!.map(({ field }) => field)).toEqual(expect.arrayContaining(Object.keys(first)));
    for (const [field, to] of Object.entries(first)) expect(values).toContainEqual({ field, from: null, to });
    const { pk } = recordKey(organization.id, 'contact', id);
    const [change] = await openTable(host).items((item) => item.pk === pk && item.sk.startsWith('C#'), pk);
    expect(change).toMatchObject({ action: 'created', valuesDigest: expect.stringMatching(/^[\w-]{43}$/) });
    expect(JSON.stringify(change)).not.toMatch(/Marriage|Cali/);
  });

  test('stay the same however the record changes afterwards, on every page', async () => {
    const { id, values } = await made();
    const changes = [
      { firstName: 'Eva', city: null, tagIds: [] },
      { city: 'Lima', nationalId: '52' },
      { firstName: 'Ana', statusId: 'customer' },
    ];
    for (const [index, body] of changes.entries())
      await bodyOf(200, call('PATCH', `${contacts}/${id}`, { body, ifMatch: index + 1 }));
    expect(await created(id)).toEqual(values);
    await bodyOf(200, call('DELETE', `${contacts}/${id}`, { ifMatch: 4 }));
    expect(await created(id)).toEqual(values);
    await bodyOf(200, call('POST', `${contacts}/${id}/restore`));
    const { nextCursor: cursor } = await bodyOf(
      200,
      call('GET', `${contacts}/${id}/history`, { query: { limit: '5' } }),
    );
    expect(await created(id, { cursor })).toEqual(values);
  });

  test('include custom values that were changed or removed later', async () => {
    const body = { key: 'grade', label: 'Grade', kind: 'text' };
    const fields = `${organization.path}/custom-fields/contact`;
    const { version } = await bodyOf(200, call('GET', fields));
    await bodyOf(201, call('POST', fields, { body, ifMatch: version }));
    const { id } = await newContact(organization, call, { custom: { grade: 'low' } });
    const change = (grade: string | null, ifMatch: number) =>
      bodyOf(200, call('PATCH', `${contacts}/${id}`, { body: { custom: { grade } }, ifMatch }));
    await change('high', 1);
    await change(null, 2);
    expect(await created(id)).toContainEqual({ field: 'custom.grade', from: null, to: 'low' });
  });
});
