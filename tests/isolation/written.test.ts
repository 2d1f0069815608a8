import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyPermissionNames, type KeyPermission, type Permission } from '#contract/permission.ts';
import { readPermissionOf, writtenFor } from '#contract/written.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newApiKey, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { allOperations, newSubject, perform, type NamedOperation } from '../subjects.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  await readyToBill(organization.owner.call, organization);
});

const keyWith = async (...permissions: KeyPermission[]): Promise<Call> =>
  (await newApiKey(host, organization, organization.owner, permissions)).call;

const keys = new Map<Permission, Promise<Call>>();
/** A key with all permissions except one. */
function keyWithout(missing: Permission): Promise<Call> {
  const known = keys.get(missing) ?? keyWith(...keyPermissionNames.filter((name) => name !== missing));
  keys.set(missing, known);
  return known;
}

/** Operations whose answers contain something that a key could write without being able to read it. */
const showing = allOperations.filter(
  ({ operation }) => writtenFor(operation) && !operation.needs?.includes(readPermissionOf(operation)!),
);
/** Their subjects are sent to an address that such a key can't choose. They have a test of their own below. */
const leftOut = new Set(['invoices.remind', 'invoices.send', 'quotes.send']);

test('there are such operations for every record type, and for tasks, notes, files, activities, jobs and imports', () => {
  expect(showing.length).toBeGreaterThan(120);
  const groups = new Set(showing.map(({ resource }) => resource.name));
  for (const name of [
    'contacts',
    'invoices',
    'tasks',
    'notes',
    'attachments',
    'activities',
    'jobs',
    'imports',
  ])
    expect(groups).toContain(name);
});

describe('a key that can’t read what it has written', () => {
  const cases = showing.filter(({ name }) => !leftOut.has(name)).map((named) => [named.name, named] as const);
  test.each(cases)('gets ids and versions only from %s', async (_, named: NamedOperation) => {
    const { operation } = named;
    const key = await keyWithout(readPermissionOf(operation)!);
    const subject = await newSubject({ host, organization, maker: organization.owner.call }, named);
    const answer = await perform(key, named, organization.id, subject);
    expect([answer.status, answer.text]).toEqual([operation.status, expect.any(String)]);
    expect(answer.body).toEqual(writtenFor(operation)!.parse(answer.body));
  });

  test('gets them again if it sends the same request again, and nothing of records that it didn’t make', async () => {
    const key = await keyWith('contact:create', 'task:create', 'quote:create', 'order:create');
    const cases = [
      ['contacts', { firstName: 'Ana', email: `${unique('ana')}@people.example` }],
      ['tasks', { title: 'Call', dueAt: '2027-01-01T09:00:00Z' }],
      ['orders', {}],
    ] as const;
    for (const [plural, body] of cases) {
      const sent = { body, idempotencyKey: unique('once') };
      const first = await bodyOf(201, key('POST', `${organization.path}/${plural}`, sent));
      expect(Object.keys(first)).toEqual(['id', 'version']);
      expect(await bodyOf(201, key('POST', `${organization.path}/${plural}`, sent))).toEqual(first);
      expect((await key('GET', `${organization.path}/${plural}/${first.id}`)).status).toBe(403);
    }
  });

  test('can use the version to change the same thing again', async () => {
    const { owner, path } = organization;
    const body = { firstName: 'Ana' };
    const made = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
    const { id, version }: { id: string; version: number } = made;
    const key = await keyWith('contact:update');
    const change = async (lastName: string, ifMatch: number) =>
      bodyOf(200, key('PATCH', `${path}/contacts/${id}`, { body: { lastName }, ifMatch }));
    const first = await change('Marín', version);
    expect(first).toEqual({ id, version: version + 1 });
    expect(await change('Ruiz', first.version)).toEqual({ id, version: version + 2 });
    expect((await bodyOf(200, owner.call('GET', `${path}/contacts/${id}`))).lastName).toBe('Ruiz');
  });
});

describe('a key that can change documents but not read them', () => {
  test('can’t have them sent to an address of its own, or get links to them, or copies of another type', async () => {
    const { owner, path } = organization;
    const { id: customerId } = await bodyOf(
      201,
      owner.call('POST', `${path}/customers`, { body: { name: 'Acme', email: 'pagos@acme.example' } }),
    );
    const invoice = await issued(
      owner.call,
      organization,
      await newDraft(owner.call, organization, customerId, [5_000]),
    );
    const lines = [{ description: 'Consulting', quantity: 1, unitPriceMinor: 5_000 }];
    const quote = await bodyOf(
      201,
      owner.call('POST', `${path}/quotes`, { body: { customerId, lines, currency: 'EUR' } }),
    );
    const key = await keyWith('invoice:update', 'quote:update', 'order:create', 'order:read');
    const at = (rest: string, body?: object, ifMatch?: number) =>
      key('POST', `${path}/${rest}`, {
        ...(body ? { body } : {}),
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
    const email = `${unique('own')}@people.example`;
    const [anInvoice, aQuote] = [`invoices/${invoice.id}`, `quotes/${quote.id}`];
    const refused = [
      await at(`${anInvoice}/send`, { email }, invoice.version),
      await at(`${aQuote}/send`, { email }, quote.version),
      await at(`${anInvoice}/remind`, { email }, invoice.version),
      await at(`${anInvoice}/links`),
      await at(`${aQuote}/links`),
      await at(`${anInvoice}/checkout`),
      await at(`${aQuote}/order`, undefined, quote.version),
      await key('GET', `${path}/${anInvoice}/email`),
      await key('GET', `${path}/${aQuote}/email`),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    const sent = await bodyOf(200, at(`${anInvoice}/send`, {}, invoice.version));
    const after = ({ id, version }: { id: string; version: number }) => ({ id, version: version + 1 });
    expect(sent).toEqual(after(invoice));
    const reminded = await bodyOf(200, at(`${anInvoice}/remind`, {}, sent.version));
    expect(reminded).toEqual(after(sent));
    expect(await bodyOf(200, at(`${aQuote}/send`, {}, quote.version))).toEqual(after(quote));
    expect((await host.mails(email)).length).toBe(0);
  });
});
