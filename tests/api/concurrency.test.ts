import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Answer } from '../caller.ts';
import { count } from '../counts.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const many = count(30, 100);

let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

const together = (times: number, send: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => send(index)));
const withStatus = (answers: Answer[], status: number): Answer[] =>
  answers.filter((answer) => answer.status === status);

test('of 50 updates with one ETag one succeeds and 49 get 412, and nothing is lost or mixed', async () => {
  const { call } = organization.owner;
  const { id } = await newContact(organization, call);
  const path = `${organization.path}/contacts/${id}`;
  const answers = await together(50, (index) =>
    call('PATCH', path, { ifMatch: 1, body: { city: `City ${index}`, jobTitle: `Job ${index}` } }),
  );
  const [winner, ...others] = withStatus(answers, 200);
  expect(others).toEqual([]);
  expect(withStatus(answers, 412)).toHaveLength(49);
  expect(await bodyOf(200, call('GET', path))).toEqual(winner!.body);
  const { items } = await bodyOf(200, call('GET', `${path}/history`));
  expect(items).toHaveLength(2);
});

test(`${many} creates with one Idempotency-Key create one record, and each returns it`, async () => {
  const { call } = organization.owner;
  const sent = { body: { firstName: unique('Once ') }, idempotencyKey: unique('key') };
  const answers = await together(many, () => call('POST', `${organization.path}/contacts`, sent));
  expect(withStatus(answers, 201)).toHaveLength(many);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const records = [...(await table.organization(organization.id)).values()].filter(
    (item) => item.kind === 'record' && String(item.row).includes(sent.body.firstName),
  );
  expect(records).toHaveLength(1);
});

test(`of ${many} creates with one e-mail one succeeds and the others report it as taken`, async () => {
  const { call } = organization.owner;
  const email = `${unique('one')}@people.example`;
  const answers = await together(many, (index) =>
    call('POST', `${organization.path}/contacts`, { body: { firstName: `Rival ${index}`, email } }),
  );
  const [winner, ...others] = withStatus(answers, 201);
  expect(others).toEqual([]);
  const refused = withStatus(answers, 409);
  expect(refused).toHaveLength(many - 1);
  for (const { body } of refused) {
    expect(body.errors).toEqual([
      { pointer: '/email', code: 'taken', message: expect.any(String), recordId: winner!.body.id },
    ]);
  }
});

test('of 20 bulk creates that share one e-mail, exactly one is written completely', async () => {
  const { call } = organization.owner;
  const email = `${unique('bulk')}@people.example`;
  const mark = unique('Bulk ');
  const answers = await together(20, (index) =>
    call('POST', `${organization.path}/contacts/bulk`, {
      body: {
        items: [
          { firstName: `${mark} ${index} a` },
          { firstName: `${mark} ${index} b`, email },
          { firstName: `${mark} ${index} c` },
        ],
      },
    }),
  );
  expect(withStatus(answers, 201)).toHaveLength(1);
  for (const { body } of withStatus(answers, 409)) expect(body.errors[0].pointer).toBe('/items/1/email');
  expect(withStatus(answers, 409)).toHaveLength(19);
  const records = [...(await table.organization(organization.id)).values()].filter(
    (item) => item.kind === 'record' && String(item.row).includes(mark),
  );
  expect(records).toHaveLength(3);
});

test(`${many} customers created concurrently have unique codes, and later ones are higher`, async () => {
  const { call } = organization.owner;
  const path = `${organization.path}/customers`;
  const numbers = (answers: Answer[]): number[] =>
    withStatus(answers, 201).map(({ body }) => Number(/^CUST-(\d{4,})$/.exec(body.code)?.[1]));
  const create = (index: number) => call('POST', path, { body: { name: `Customer ${index}` } });
  const first = numbers(await together(many, create));
  expect(new Set(first).size).toBe(many);
  const rows = { items: [{ name: 'One' }, { name: 'Two' }] };
  const made: { code: string }[] = (await bodyOf(201, call('POST', `${path}/bulk`, { body: rows }))).items;
  const later = made.map(({ code }) => Number(code.slice(5)));
  expect(Math.min(...later)).toBeGreaterThan(Math.max(...first));
  expect(new Set(later).size).toBe(2);
});

test('concurrent tags, slugs and first profiles are created once', async () => {
  const { call } = organization.owner;
  const name = unique('Tag ');
  const tags = await together(20, (index) =>
    call('POST', `${organization.path}/tags`, { body: { name: index % 2 ? name : name.toUpperCase() } }),
  );
  expect([withStatus(tags, 201).length, withStatus(tags, 409).length]).toEqual([1, 19]);
  const slug = unique('slug-');
  const organizations = await together(10, () =>
    call('POST', '/v1/orgs', { body: { name: 'Rivals', slug } }),
  );
  expect([withStatus(organizations, 201).length, withStatus(organizations, 409).length]).toEqual([1, 9]);
});
