import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bulkRowsMax } from '#contract/record-operations.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';

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

describe('create', () => {
  test('fills in defaults, derives the full name, and returns the record’s location', async () => {
    const body = {
      firstName: ' Jose\u0301 ',
      lastName: 'Gómez',
      phones: [{ label: 'work', number: '+57 (301) 555-0101' }],
    };
    const answer = await call('POST', contacts, { body });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      version: 1,
      firstName: 'José',
      fullName: 'José Gómez',
      statusId: 'prospect',
      country: 'CO',
      phones: [{ label: 'work', number: '+573015550101' }],
      createdBy: organization.owner.userId,
    });
    expect(answer.headers.get('etag')).toBe('"v1"');
    const location = answer.headers.get('location')!;
    expect((await call('GET', location)).body).toEqual(answer.body);
  });

  test('refuses computed values and unknown statuses', async () => {
    const derived = await bodyOf(422, call('POST', contacts, { body: { firstName: 'A', fullName: 'B' } }));
    expect(derived.errors).toMatchObject([{ pointer: '/fullName', code: 'unknown_field' }]);
    const status = await bodyOf(422, call('POST', contacts, { body: { firstName: 'A', statusId: 'won' } }));
    expect(status.errors).toMatchObject([{ pointer: '/statusId', code: 'not_a_choice' }]);
  });

  test('reports all errors together', async () => {
    const body = { lastName: 7, email: 'nobody', phones: [{ label: 'work', number: '12' }], color: 'red' };
    const { errors } = await bodyOf(422, call('POST', contacts, { body }));
    expect(
      errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort(),
    ).toEqual([
      '/color unknown_field',
      '/email invalid_email',
      '/firstName required',
      '/lastName wrong_type',
      '/phones/0/number invalid_phone',
    ]);
  });

  test('accepts only active members as owner', async () => {
    const member = await addMember(host, organization, 'employee');
    const body = { firstName: 'Owned', ownerId: member.userId };
    expect((await bodyOf(201, call('POST', contacts, { body }))).ownerId).toBe(member.userId);
    await changeMember(organization, member.userId, { active: false });
    for (const ownerId of [member.userId, uuidv7()]) {
      const { errors } = await bodyOf(422, call('POST', contacts, { body: { ...body, ownerId } }));
      expect(errors).toMatchObject([{ pointer: '/ownerId', code: 'unknown_reference' }]);
    }
  });

  test('with the same Idempotency-Key returns the current record, and another body is refused', async () => {
    const sent = { body: { firstName: unique('Again ') }, idempotencyKey: unique('key') };
    const first = await bodyOf(201, call('POST', contacts, sent));
    const changed = await bodyOf(
      200,
      call('PATCH', `${contacts}/${first.id}`, { body: { city: 'Cali' }, ifMatch: 1 }),
    );
    expect(await bodyOf(201, call('POST', contacts, sent))).toEqual(changed);
    const other = await bodyOf(422, call('POST', contacts, { ...sent, body: { firstName: 'Other' } }));
    expect(other.errors).toMatchObject([
      { pointer: '/header/Idempotency-Key', code: 'idempotency_mismatch' },
    ]);
    const elsewhere = { idempotencyKey: sent.idempotencyKey, body: { name: unique('tag ') } };
    expect((await call('POST', `${organization.path}/tags`, elsewhere)).status).toBe(201);
  });

  test('replays a bulk create completely', async () => {
    const sent = { body: { items: [{ firstName: 'A' }, { firstName: 'B' }] }, idempotencyKey: unique('key') };
    const first = await bodyOf(201, call('POST', `${contacts}/bulk`, sent));
    expect(await bodyOf(201, call('POST', `${contacts}/bulk`, sent))).toEqual(first);
  });
});

describe('update', () => {
  test('with a stale version is refused with 412 and changes nothing', async () => {
    const { id } = await newContact(organization, call);
    const path = `${contacts}/${id}`;
    const now = await bodyOf(200, call('PATCH', path, { body: { city: 'Cali' }, ifMatch: 1 }));
    for (const version of [1, 3, 99]) {
      const problem = await bodyOf(412, call('PATCH', path, { body: { city: 'Lima' }, ifMatch: version }));
      expect(problem.code).toBe('precondition_failed');
      expect((await call('DELETE', path, { ifMatch: version })).status).toBe(412);
    }
    expect(await bodyOf(200, call('GET', path))).toEqual(now);
  });

  test('changes the given fields only, and null clears one', async () => {
    const made = await newContact(organization, call, { lastName: 'Rey', city: 'Cali', email: email() });
    const path = `${contacts}/${made.id}`;
    const after = await bodyOf(
      200,
      call('PATCH', path, { body: { city: null, lastName: 'Reyes' }, ifMatch: 1 }),
    );
    const { city: _city, ...rest } = made;
    expect(after).toEqual({
      ...rest,
      lastName: 'Reyes',
      fullName: `${made.firstName} Reyes`,
      version: 2,
      updatedAt: after.updatedAt,
    });
    const { errors } = await bodyOf(422, call('PATCH', path, { body: { firstName: null }, ifMatch: 2 }));
    expect(errors).toMatchObject([{ pointer: '/firstName' }]);
  });

  test('without differences keeps version and history', async () => {
    const made = await newContact(organization, call, { city: 'Cali' });
    const path = `${contacts}/${made.id}`;
    expect(await bodyOf(200, call('PATCH', path, { body: { city: 'Cali' }, ifMatch: 1 }))).toEqual(made);
    expect((await bodyOf(200, call('GET', `${path}/history`))).items).toHaveLength(1);
  });

  test('frees the removed e-mail and reserves the new one', async () => {
    const [old, next] = [email(), email()];
    const { id } = await newContact(organization, call, { email: old });
    await bodyOf(200, call('PATCH', `${contacts}/${id}`, { body: { email: next }, ifMatch: 1 }));
    await newContact(organization, call, { email: old });
    const taken = await bodyOf(409, call('POST', contacts, { body: { firstName: 'Late', email: next } }));
    expect(taken.errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: id }]);
  });
});

describe('bulk create', () => {
  test('writes all rows or none, and points to the index of each invalid row', async () => {
    const before = await total();
    const rows: Record<string, unknown>[] = [
      { firstName: 'Good' },
      { firstName: '' },
      { firstName: 'Good', email: 'bad' },
      { firstName: 'Good', unknown: 1 },
    ];
    const { errors } = await bodyOf(422, call('POST', `${contacts}/bulk`, { body: { items: rows } }));
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/items/1/firstName',
      '/items/2/email',
      '/items/3/unknown',
    ]);
    expect(await total()).toBe(before);
  });

  test('reports every row with an invalid reference or a repeated value', async () => {
    const before = await total();
    const same = email();
    const items = [
      { firstName: 'A', email: same },
      { firstName: 'B', tagIds: [uuidv7()] },
      { firstName: 'C', email: same },
      { firstName: 'D', ownerId: uuidv7() },
      { firstName: 'E', statusId: 'won' },
    ];
    const { errors } = await bodyOf(422, call('POST', `${contacts}/bulk`, { body: { items } }));
    expect(
      errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort(),
    ).toEqual([
      '/items/1/tagIds/0 unknown_reference',
      '/items/2/email taken',
      '/items/3/ownerId unknown_reference',
      '/items/4/statusId not_a_choice',
    ]);
    expect(await total()).toBe(before);
  });

  test('reports every row with a taken e-mail', async () => {
    const [first, second] = [
      await newContact(organization, call, { email: email() }),
      await newContact(organization, call, { email: email() }),
    ];
    const items = [
      { firstName: 'A', email: first.email },
      { firstName: 'B' },
      { firstName: 'C', email: second.email },
    ];
    const { errors } = await bodyOf(409, call('POST', `${contacts}/bulk`, { body: { items } }));
    expect(errors).toMatchObject([
      { pointer: '/items/0/email', code: 'taken', recordId: first.id },
      { pointer: '/items/2/email', code: 'taken', recordId: second.id },
    ]);
  });

  test('accepts as many rows as a transaction holds, in order, and no more', async () => {
    const most = bulkRowsMax(1);
    const items = Array.from({ length: most }, (_, index) => ({ firstName: `Row ${index}`, email: email() }));
    const made = await bodyOf(
      201,
      call('POST', `${contacts}/bulk`, { body: { items }, idempotencyKey: unique('key') }),
    );
    expect(made.items.map(({ firstName }: { firstName: string }) => firstName)).toEqual(
      items.map((row) => row.firstName),
    );
    const more = await bodyOf(
      422,
      call('POST', `${contacts}/bulk`, { body: { items: [...items, { firstName: 'x' }] } }),
    );
    expect(more.errors).toMatchObject([{ pointer: '/items', code: 'too_many', limit: most }]);
    expect([400, 422]).toContain((await call('POST', `${contacts}/bulk`, { body: { items: [] } })).status);
  });
});
