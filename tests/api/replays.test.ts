import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
let call: Call;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  call = organization.owner.call;
});

/** Fills a list of the organization with artificial items. */
async function fill(list: string, count: number, item: object): Promise<void> {
  const pk = `ORG#${organization.id}#${list}`;
  for (let made = 0; made < count; made += 1) await table.put({ pk, sk: uuidv7(), id: uuidv7(), ...item });
}

describe('a request repeated with its Idempotency-Key returns what it created, also when', () => {
  const post = (path: string, body: object, idempotencyKey: string) =>
    call('POST', `${organization.path}${path}`, { body, idempotencyKey });

  test('its tag and owner have been deleted, whereas without the key it is refused', async () => {
    const tag = await bodyOf(
      201,
      call('POST', `${organization.path}/tags`, { body: { name: unique('Gone ') } }),
    );
    const owner = await addMember(host, organization, 'manager');
    const body = { firstName: unique('Once '), tagIds: [tag.id], ownerId: owner.userId };
    const items = [body, { firstName: unique('Second ') }];
    const [key, bulkKey] = [unique('key'), unique('key')];
    const first = await bodyOf(201, post('/contacts', body, key));
    const bulk = await bodyOf(201, post('/contacts/bulk', { items }, bulkKey));
    await call('DELETE', `${organization.path}/tags/${tag.id}`, { ifMatch: 1 });
    await changeMember(organization, owner.userId, { active: false });
    // Records in responses don't have deleted tags.
    const untagged = (record: object) => ({ ...record, tagIds: undefined });
    expect(await bodyOf(201, post('/contacts', body, key))).toEqual(untagged(first));
    const again = await bodyOf(201, post('/contacts/bulk', { items }, bulkKey));
    expect(again.items).toEqual(bulk.items.map(untagged));
    expect((await post('/contacts', body, unique('key'))).status).toBe(422);
  });

  test('the organization has reached its limit of tags', async () => {
    const [body, key] = [{ name: unique('Last ') }, unique('key')];
    const first = await bodyOf(201, post('/tags', body, key));
    await fill('TAGS', limits.tagsPerOrganization, { name: 'one of many', color: 'gray', version: 1 });
    expect(await bodyOf(201, post('/tags', body, key))).toEqual(first);
    const other = await bodyOf(422, post('/tags', { name: unique('Other ') }, key));
    expect(other.errors).toMatchObject([
      { pointer: '/header/Idempotency-Key', code: 'idempotency_mismatch' },
    ]);
    const more = await bodyOf(422, post('/tags', { name: unique('More ') }, unique('key')));
    expect(more.errors).toMatchObject([{ pointer: '/name', code: 'too_many' }]);
  });

  test('the organization has reached its limit of pending invitations', async () => {
    const body = { email: `${unique('last')}@people.example`, role: 'employee' };
    const key = unique('key');
    const first = await bodyOf(201, post('/invitations', body, key));
    const open = { status: 'pending', validUntil: '2099-01-01T00:00:00.000Z', expiresAt: 4_100_000_000 };
    await fill('INVITATIONS', limits.invitationsPerOrganization, open);
    expect(await bodyOf(201, post('/invitations', body, key))).toEqual(first);
    const another = { ...body, email: `${unique('more')}@people.example` };
    const more = await bodyOf(409, post('/invitations', another, unique('key')));
    expect(more.errors).toMatchObject([{ pointer: '/email', code: 'too_many' }]);
  });
});
