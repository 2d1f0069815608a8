import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { tagKey, uniqueKey } from '#data/store/keys.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let call: Call;
let tags: string;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  call = organization.owner.call;
  tags = `${organization.path}/tags`;
});
const newTag = (name: string) => bodyOf(201, call('POST', tags, { body: { name } }));
/** The number of contacts that have a tag. */
const countOf = async (id: string): Promise<number> => {
  const { items } = await bodyOf(200, call('GET', `${tags}/uses`));
  const isOfContacts = (use: { tagId: string; recordType: string }) =>
    use.tagId === id && use.recordType === 'contact';
  return items.find(isOfContacts)?.count ?? 0;
};

test('a name is unique regardless of case and accents', async () => {
  const base = unique('Señal ');
  await newTag(base);
  for (const name of [base, base.toUpperCase(), base.replace('ñ', 'n'), ` ${base}  `]) {
    const { errors } = await bodyOf(409, call('POST', tags, { body: { name } }));
    expect(errors).toMatchObject([{ pointer: '/name', code: 'taken' }]);
  }
});

test('names that differ in a symbol are different', async () => {
  const base = unique('Grade ');
  const made = await Promise.all(['', '+', '-', '#'].map((symbol) => newTag(`${base} ${symbol}`)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(4);
});

test('a name that an earlier release reserved without its symbols stays with its tag, and only that name', async () => {
  const letters = unique('c');
  const table = openTable(host);
  const known = { id: randomUUID(), version: 1, name: `${letters}++`, color: 'red' };
  await table.put({ ...tagKey(organization.id, known.id), kind: 'tag', schema: 1, ...known });
  await table.put({ ...uniqueKey(organization.id, 'tag.name', letters), kind: 'unique', id: known.id });
  const again = { body: { name: `${letters.toUpperCase()}++` } };
  expect((await call('POST', tags, again)).status).toBe(409);
  await newTag(`${letters}#`);
  const path = `${tags}/${known.id}`;
  await bodyOf(200, call('PATCH', path, { body: { name: `${letters} plus` }, ifMatch: 1 }));
  await newTag(`${letters}++`);
  await newTag(letters);
  expect((await call('DELETE', path, { ifMatch: 2 })).status).toBe(204);
});

test('names of symbols only are distinguished', async () => {
  const made = await Promise.all(['★', '★★', '!!!'].map(newTag));
  expect(new Set(made.map(({ id }) => id)).size).toBe(3);
});

test('a rename reserves the new name, frees the old one and requires the current version', async () => {
  const [before, after] = [unique('Before '), unique('After ')];
  const tag = await newTag(before);
  const path = `${tags}/${tag.id}`;
  const renamed = await bodyOf(200, call('PATCH', path, { body: { name: after, color: 'red' }, ifMatch: 1 }));
  expect(renamed).toEqual({ ...tag, name: after, color: 'red', version: 2 });
  expect((await call('PATCH', path, { body: { name: 'late' }, ifMatch: 1 })).status).toBe(412);
  expect((await call('DELETE', path, { ifMatch: 1 })).status).toBe(412);
  await newTag(before);
  expect((await call('POST', tags, { body: { name: after } })).status).toBe(409);
  const other = await newTag(unique('Other '));
  expect((await call('PATCH', `${tags}/${other.id}`, { body: { name: after }, ifMatch: 1 })).status).toBe(
    409,
  );
  const upper = await call('PATCH', path, { body: { name: after.toUpperCase() }, ifMatch: 2 });
  expect(upper.status).toBe(200);
});

test('counts follow contacts in and out of the trash, and tags on and off them', async () => {
  const tag = await newTag(unique('Counted '));
  expect(await countOf(tag.id)).toBe(0);
  const contacts = [
    await newContact(organization, call, { tagIds: [tag.id] }),
    await newContact(organization, call, { tagIds: [tag.id, tag.id] }),
  ];
  expect(await countOf(tag.id)).toBe(2);
  const path = `${organization.path}/contacts/${contacts[0].id}`;
  await bodyOf(200, call('DELETE', path, { ifMatch: 1 }));
  expect(await countOf(tag.id)).toBe(1);
  await bodyOf(200, call('POST', `${path}/restore`));
  expect(await countOf(tag.id)).toBe(2);
  await bodyOf(200, call('PATCH', path, { body: { tagIds: [] }, ifMatch: 3 }));
  expect(await countOf(tag.id)).toBe(1);
  const untagged = { query: { tagIds: 'none', limit: '100' } };
  const { items } = await bodyOf(200, call('GET', `${organization.path}/contacts`, untagged));
  expect(items.map(({ id }: { id: string }) => id)).toContain(contacts[0].id);
});

test('a deleted tag cannot be assigned, and records that had it can still be changed', async () => {
  const name = unique('Gone ');
  const tag = await newTag(name);
  const contact = await newContact(organization, call, { tagIds: [tag.id] });
  expect((await call('DELETE', `${tags}/${tag.id}`, { ifMatch: 1 })).status).toBe(204);
  expect((await bodyOf(200, call('GET', tags))).items.map(({ id }: { id: string }) => id)).not.toContain(
    tag.id,
  );
  const path = `${organization.path}/contacts/${contact.id}`;
  await bodyOf(200, call('PATCH', path, { body: { city: 'Cali' }, ifMatch: 1 }));
  const refused = await bodyOf(
    422,
    call('POST', `${organization.path}/contacts`, { body: { firstName: 'A', tagIds: [tag.id] } }),
  );
  expect(refused.errors).toMatchObject([{ pointer: '/tagIds/0', code: 'unknown_reference' }]);
  await newTag(name);
});

test('creating with the same Idempotency-Key creates one tag', async () => {
  const sent = { body: { name: unique('Once ') }, idempotencyKey: unique('key') };
  const first = await bodyOf(201, call('POST', tags, sent));
  expect((await bodyOf(201, call('POST', tags, sent))).id).toBe(first.id);
});
