import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type Person } from '../organization.ts';

const host = connectHost(inject('host'));

let person: Person;
beforeAll(async () => {
  person = await newPerson(host);
});
const create = (body: object) => person.call('POST', '/v1/orgs', { body });

test('a new organization gets a slug from its name, statuses named in both languages, and an owner', async () => {
  const name = `${unique('Clínica Sant Jordi ')} S.L.`;
  const made = await bodyOf(201, create({ name, country: 'ES', currency: 'EUR', timeZone: 'Europe/Madrid' }));
  expect(made).toMatchObject({ version: 1, name, country: 'ES', currency: 'EUR', timeZone: 'Europe/Madrid' });
  expect(made.slug).toMatch(/^clinica-sant-jordi-.*-s-l$/);
  expect(made.contactStatuses.map(({ name: status }: { name: string }) => status)).toEqual([
    'Prospect',
    'Qualified',
    'Customer',
    'Inactive',
  ]);
  expect(made.leadSources[1]).toEqual({
    id: 'referral',
    name: 'Referral',
    names: { en: 'Referral', es: 'Referido' },
  });
  expect(await bodyOf(200, person.call('GET', `/v1/orgs/${made.id}`))).toEqual(made);
  const { organizations } = await bodyOf(200, person.call('GET', '/v1/me'));
  expect(organizations).toContainEqual({ id: made.id, name, role: 'owner' });
  const { items } = await bodyOf(200, person.call('GET', `/v1/orgs/${made.id}/members`));
  expect(items).toMatchObject([{ userId: person.userId, role: 'owner', active: true, email: person.email }]);
});

test('a name without usable characters still gets a slug', async () => {
  for (const name of ['李', '!!!', 'ab', `${'x'.repeat(119)}-`]) {
    const { slug } = await bodyOf(201, create({ name }));
    expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(slug.length).toBeGreaterThanOrEqual(3);
    expect(slug.length).toBeLessThanOrEqual(40);
  }
});

test('a chosen slug that is taken is refused, and a generated one is changed', async () => {
  const slug = unique('taken-');
  await bodyOf(201, create({ name: 'First', slug }));
  const { errors } = await bodyOf(409, create({ name: 'Second', slug: slug.toUpperCase() }));
  expect(errors).toMatchObject([{ pointer: '/slug', code: 'taken' }]);
  const third = await bodyOf(201, create({ name: slug }));
  expect(third.slug).toMatch(new RegExp(`^${slug}-`));
});

test('a change requires the current version, moves the slug, and is visible immediately', async () => {
  const own = await newOrganization(person);
  const before = await bodyOf(200, person.call('GET', own.path));
  const slug = unique('moved-');
  const after = await bodyOf(
    200,
    person.call('PATCH', own.path, { body: { name: 'New name', slug }, ifMatch: 1 }),
  );
  expect(after).toEqual({ ...before, name: 'New name', slug, version: 2, updatedAt: after.updatedAt });
  expect(after.updatedAt > before.updatedAt).toBe(true);
  expect(await bodyOf(200, person.call('GET', own.path))).toEqual(after);
  expect((await person.call('PATCH', own.path, { body: { name: 'Late' }, ifMatch: 1 })).status).toBe(412);
  await bodyOf(201, create({ name: 'Moves in', slug: before.slug }));
  const { errors } = await bodyOf(
    409,
    person.call('PATCH', own.path, { body: { slug: before.slug }, ifMatch: 2 }),
  );
  expect(errors).toMatchObject([{ pointer: '/slug', code: 'taken' }]);
});

test('changes are validated field by field', async () => {
  const cases: [object, string, string][] = [
    [{ name: '' }, '/name', 'required'],
    [{ name: 'x'.repeat(121) }, '/name', 'too_long'],
    [{ name: 'A', slug: 'a--b' }, '/slug', 'invalid_format'],
    [{ name: 'A', slug: 'ab' }, '/slug', 'too_short'],
    [{ name: 'A', country: 'XX' }, '/country', 'not_a_choice'],
    [{ name: 'A', currency: 'XXX1' }, '/currency', 'invalid_format'],
    [{ name: 'A', timeZone: 'Mars/Olympus' }, '/timeZone', 'invalid_format'],
  ];
  for (const [body, pointer, code] of cases) {
    const { errors } = await bodyOf(422, create(body));
    expect(errors).toMatchObject([{ pointer, code }]);
  }
});

test('creating with the same Idempotency-Key creates one organization', async () => {
  const sent = { body: { name: unique('Once ') }, idempotencyKey: unique('key') };
  const first = await bodyOf(201, person.call('POST', '/v1/orgs', sent));
  expect(await bodyOf(201, person.call('POST', '/v1/orgs', sent))).toEqual(first);
});

test('an organization says in how many hours a lead should be answered, from one to 720', async () => {
  const { path, owner } = await newOrganization(await newPerson(host));
  const change = (leadAnswerHours: number, ifMatch: number) =>
    owner.call('PATCH', path, { body: { leadAnswerHours }, ifMatch });
  const before = await bodyOf(200, owner.call('GET', path));
  expect(before).not.toHaveProperty('leadAnswerHours');
  const { version } = await bodyOf(200, change(2, before.version));
  expect(await bodyOf(200, owner.call('GET', path))).toMatchObject({ leadAnswerHours: 2 });
  for (const hours of [0, 721, 1.5])
    expect((await change(hours, version)).body.errors).toMatchObject([{ pointer: '/leadAnswerHours' }]);
});
