import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, call('PATCH', organization.path, { body, ifMatch: 1 }));
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const created = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const undeliverable = [{ pointer: '/email', code: 'undeliverable_email', message: expect.any(String) }];

/** Addresses as people write them, and as they are stored. Undefined for what is no address. */
const spellings: readonly [typed: string, stored: string | undefined][] = [
  ["aoife.o'dell@example.com", "aoife.o'dell@example.com"],
  ['ben+orders@example.com', 'ben+orders@example.com'],
  ['CARL.UPPER@EXAMPLE.COM', 'carl.upper@example.com'],
  ['  dora.space@example.com ', 'dora.space@example.com'],
  ['\u00a0elio.nbsp@example.com', 'elio.nbsp@example.com'],
  ['fritz@bücher.example', 'fritz@xn--bcher-kva.example'],
  ['gül.ince@example.com', 'gül.ince@example.com'],
  ['почта@почта.рф', 'почта@xn--80a1acny.xn--p1ai'],
  ['kai..dot@example.com', undefined],
  ['lia@localhost', undefined],
  ['n/a', undefined],
];

test('an address is accepted alike by the API, imports, public forms and requests for access', async () => {
  const form = await newForm(organization);
  // A token is good for a few submissions.
  const tokens = await Promise.all(spellings.map(() => readToken(host.url, form.id)));
  const byForm = async (email: string) =>
    (
      await visit(host.url, 'POST', `/v1/forms/${form.id}`, {
        json: { firstName: unique('Ana '), email, token: tokens.pop() },
        from: newAddress(),
      })
    ).status;
  const byRequest = async (email: string) =>
    (
      await visit(host.url, 'POST', '/v1/portal/requests', {
        json: { orgId: organization.id, email },
        from: newAddress(),
      })
    ).status;
  for (const [typed, stored] of spellings) {
    const one = await call('POST', at('leads'), { body: { firstName: 'Ana', email: typed } });
    expect([typed, one.status, one.body.email]).toEqual([typed, stored ? 201 : 422, stored]);
    expect([typed, await byForm(typed)]).toEqual([typed, stored ? 200 : 422]);
    expect([typed, await byRequest(typed)]).toEqual([typed, stored ? 204 : 422]);
  }
  // A cell that says “n/a” counts as empty.
  const rows = spellings.map(([typed]) => `Ana,"${typed}"`);
  const ready = await readFile(call, organization, ['First name,E-mail', ...rows].join('\n'));
  const { file } = await checkedImport(call, organization, ready);
  expect(file.check).toMatchObject({ creates: 9, refusals: 2 });
});

test('both spellings of an internationalized domain are one address, which searches and filters find', async () => {
  const local = unique('fritz');
  const [typed, encoded] = [`${local}@bücher.example`, `${local}@xn--bcher-kva.example`];
  const contact = await created('contacts', { firstName: 'Fritz', email: typed });
  expect(contact.email).toBe(encoded);
  for (const email of [typed, encoded, typed.toUpperCase()])
    expect((await call('POST', at('contacts'), { body: { firstName: 'F', email } })).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/email', code: 'taken', recordId: contact.id }],
    });
  await host.settled(organization);
  for (const q of [typed, encoded, `${local} bücher`]) {
    const { items } = await bodyOf(200, call('GET', at('search'), { query: { q } }));
    expect([q, items.map(({ id }: any) => id)]).toEqual([q, [contact.id]]);
    const listed = await bodyOf(200, call('GET', at('contacts'), { query: { q } }));
    expect([q, listed.items.map(({ id }: any) => id)]).toEqual([q, [contact.id]]);
  }
  for (const [op, value] of [
    ['is', typed],
    ['is', encoded],
    ['contains', `${local}@büch`],
    ['contains', `${local}@xn--bcher-kva`],
    ['startsWith', `${local}@bücher`],
  ]) {
    const body = { filter: { field: 'email', op, value } };
    const { items } = await bodyOf(200, call('POST', at('contacts/query'), { body }));
    expect([value, items.map(({ id }: any) => id)]).toEqual([value, [contact.id]]);
  }
  const text = `E-mail,City\n${typed},Bonn\n`;
  const ready = await readFile(call, organization, text);
  const file = { onMatch: 'update', matchBy: ['email'] };
  const checked = await checkedImport(
    call,
    organization,
    await changedImport(call, organization, ready, file),
  );
  expect(checked.file.check).toMatchObject({ creates: 0, updates: 1, refusals: 0 });
});

test('e-mail to an internationalized domain is sent to the domain in ASCII', async () => {
  const local = unique('fritz');
  const { id } = await created('customers', { name: unique('B '), email: `${local}@bücher.example` });
  const invoice = await issued(call, organization, await newDraft(call, organization, id, [100]));
  const sent = await bodyOf(200, call('POST', at(`invoices/${invoice.id}/send`), { body: {}, ifMatch: 2 }));
  expect(sent.sentTo).toBe(`${local}@xn--bcher-kva.example`);
  await host.settled(organization);
  expect(await host.mails(`${local}@xn--bcher-kva.example`)).toHaveLength(1);
});

test('whatever would send e-mail to an address that can’t get any says so and sends nothing', async () => {
  const email = `${unique('gül')}@example.com`;
  const customer = await created('customers', { name: unique('G '), email });
  const contact = await created('contacts', { firstName: 'Gül', email, customerId: customer.id });
  const invoice = await issued(call, organization, await newDraft(call, organization, customer.id, [100]));
  const quote = await created('quotes', {
    customerId: customer.id,
    lines: [{ description: 'A', quantity: 1, unitPriceMinor: 100 }],
  });
  const issue = await created('issues', { subject: 'A', contactId: contact.id, customerId: customer.id });
  const refused = async (path: string, body: object, ifMatch?: number) => {
    const { status, body: problem } = await call('POST', at(path), { body, ...(ifMatch ? { ifMatch } : {}) });
    expect([path, [409, 422].includes(status)]).toEqual([path, true]);
    return problem.errors ?? problem.detail;
  };
  for (const body of [{}, { email }]) {
    expect(await refused(`invoices/${invoice.id}/send`, body, 2)).toEqual(undeliverable);
    expect(await refused(`invoices/${invoice.id}/remind`, body, 2)).toEqual(undeliverable);
    expect(await refused(`quotes/${quote.id}/send`, body, 1)).toEqual(undeliverable);
  }
  expect(await refused(`portal/clients/contact/${contact.id}`, {})).toMatch(/before the @/);
  expect(await refused(`issues/${issue.id}/answers`, { body: 'Hi' })).toMatch(/before the @/);
  expect(await refused('invitations', { email, role: 'employee' })).toEqual(undeliverable);
  const { version } = await bodyOf(200, call('GET', at('billing')));
  const billing = await call('PATCH', at('billing'), { body: { email }, ifMatch: version });
  expect(billing.body.errors).toEqual(undeliverable);
  const json = { orgId: organization.id, email };
  await visit(host.url, 'POST', '/v1/portal/requests', { json, from: newAddress() });
  await host.settled(organization);
  expect(await host.mails(email)).toEqual([]);
});

test('a request for access from an address that can’t get e-mail is held with the reason', async () => {
  const email = `${unique('gül')}@example.com`;
  const customer = await created('customers', { name: unique('G ') });
  await created('contacts', { firstName: 'Gül', email, customerId: customer.id });
  const json = { orgId: organization.id, email };
  expect((await visit(host.url, 'POST', '/v1/portal/requests', { json, from: newAddress() })).status).toBe(
    204,
  );
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', at('held-submissions')));
  expect(items.find((one: any) => one.email === email)).toMatchObject({ reasons: ['undeliverable'] });
});

test('a file of addresses that people really have is imported without losing one', async () => {
  const text = [
    'First name,Last name,Email',
    "Aoife,O'Dell,aoife.o'dell@example.com",
    'Ben,Plus,ben+orders@example.com',
    'CARL,UPPER,CARL.UPPER@EXAMPLE.COM',
    'Carl,Lower,carl.upper@example.com',
    'Dora,Space,  dora.space@example.com ',
    'Elio,Nbsp,\u00a0elio.nbsp@example.com',
    'Fritz,Idn,fritz@bücher.example',
    'Gül,İnce,gül.ince@example.com',
    'Hana,Named,"""Hana, Named"" <hana.named@example.com>"',
    'Iris,Two,"iris.two@example.com; iris.two@example.org"',
    'Jan,Mailto,mailto:jan.mailto@example.com',
    'Kai,Dot,kai..dot@example.com',
    'Lia,Local,lia@localhost',
    'Mo,None,n/a',
  ].join('\n');
  const own = await newOrganization(organization.owner);
  const ready = await readFile(call, own, text);
  const checked = await checkedImport(call, own, ready);
  expect(checked.file.check).toMatchObject({ rows: 14, creates: 10, skips: 1, refusals: 3 });
  const { jobId } = await startedImport(call, own, checked);
  await endedJob(call, own, jobId);
  const { items } = await bodyOf(200, call('GET', `${own.path}/contacts`));
  expect(items.flatMap((one: any) => one.email ?? []).sort()).toEqual(
    [
      "aoife.o'dell@example.com",
      'ben+orders@example.com',
      'carl.upper@example.com',
      'dora.space@example.com',
      'elio.nbsp@example.com',
      'fritz@xn--bcher-kva.example',
      'gül.ince@example.com',
      'hana.named@example.com',
      'jan.mailto@example.com',
    ].sort(),
  );
});
