import { beforeAll, expect, inject, test } from 'vitest';
import { bulkRowsMax } from '#contract/record-operations.ts';
import { bodyOf, type Answer, type Call } from '../caller.ts';
import { newForm, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newLead } from '../selling.ts';
import { checkedEmails, refuseSharedEmails, setUniqueEmails } from '../unique-emails.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let owner: Person;
/** Refuses repeated addresses of customers, leads and vendors. Its first customer was created before. */
let strict: TestOrganization;
let earlier: any;
let call: Call;

const newEmail = () => `${unique('one')}@firm.example`;
const create = (plural: string, body: object, within = strict): Promise<Answer> =>
  call('POST', `${within.path}/${plural}`, { body });
const customer = (body: object = {}, within = strict): Promise<any> =>
  bodyOf(201, create('customers', { name: unique('Customer '), ...body }, within));
const update = (id: string, body: object, ifMatch = 1, within = strict): Promise<Answer> =>
  call('PATCH', `${within.path}/customers/${id}`, { body, ifMatch });
const taken = (recordId?: string, pointer = '/email') => [
  { pointer, code: 'taken', message: expect.any(String), ...(recordId ? { recordId } : {}) },
];

beforeAll(async () => {
  owner = await newPerson(host);
  ({ call } = owner);
  strict = await newOrganization(owner);
  earlier = await customer({ email: newEmail() });
  await refuseSharedEmails(call, strict.path, 'customer', 'lead', 'vendor');
});

test.each([
  ['customers', { name: 'A' }],
  ['vendors', { name: 'A' }],
  ['leads', { firstName: 'A' }],
])(
  'once repeated addresses are refused, a second one of the %s with an address is a 409',
  async (plural, body) => {
    const email = newEmail();
    const first = await bodyOf(201, create(plural, { ...body, email }));
    const second = await create(plural, { ...body, email: email.toUpperCase() });
    expect([second.status, second.body.errors]).toEqual([409, taken(first.id)]);
    await bodyOf(201, create(plural, body));
    await bodyOf(201, create(plural, body));
  },
);

test('the address of a record from before the switch is refused, too, and types don’t affect each other', async () => {
  const { email } = earlier;
  expect((await create('customers', { name: 'B', email })).body.errors).toEqual(taken(earlier.id));
  await bodyOf(201, create('vendors', { name: 'B', email }));
});

test('a taken address is refused in an update, and an address that a record leaves is free', async () => {
  const [first, second] = [await customer({ email: newEmail() }), await customer({ email: newEmail() })];
  const refused = await update(second.id, { email: first.email });
  expect([refused.status, refused.body.errors]).toEqual([409, taken(first.id)]);
  await bodyOf(200, update(first.id, { email: newEmail() }));
  await bodyOf(200, update(second.id, { email: first.email }));
  await bodyOf(200, update(second.id, { email: null }, 2));
  await customer({ email: first.email });
});

test('a record in the trash keeps its address, and has it again when restored', async () => {
  const { id, email } = await customer({ email: newEmail() });
  await bodyOf(200, call('DELETE', `${strict.path}/customers/${id}`, { ifMatch: 1 }));
  const refused = await create('customers', { name: 'B', email });
  expect(refused.body.errors).toMatchObject([{ pointer: '/email', code: 'in_trash', recordId: id }]);
  await bodyOf(200, call('POST', `${strict.path}/customers/${id}/restore`));
  expect((await create('customers', { name: 'B', email })).body.errors).toEqual(taken(id));
});

test('a bulk create with a taken or repeated address creates nothing', async () => {
  const [free, other] = [newEmail(), newEmail()];
  const bulk = (...emails: string[]) => {
    const items = emails.map((email) => ({ name: unique('Customer '), email }));
    return call('POST', `${strict.path}/customers/bulk`, { body: { items } });
  };
  expect((await bulk(free, earlier.email)).body.errors).toEqual(taken(earlier.id, '/items/1/email'));
  const repeated = await bulk(free, other, free);
  expect([repeated.status, repeated.body.errors]).toEqual([422, taken(undefined, '/items/2/email')]);
  await bodyOf(201, bulk(free, other));
});

test('a bulk create is limited to the records whose reservations fit into its transaction', async () => {
  const bulk = (records: number) => {
    const items = Array.from({ length: records }, () => ({ name: unique('Customer '), email: newEmail() }));
    return call('POST', `${strict.path}/customers/bulk`, { body: { items } });
  };
  const limit = bulkRowsMax(2);
  const refused = await bulk(limit + 1);
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ pointer: '/items', code: 'too_many', limit }],
  ]);
  await bodyOf(201, bulk(limit));
});

test('a bulk job can’t give several records one address', async () => {
  const change = { action: 'update', values: { email: newEmail() } };
  const body = { recordType: 'customer', ids: [earlier.id], change };
  const refused = await call('POST', `${strict.path}/jobs`, { body });
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ pointer: '/change/values/email', code: 'not_allowed' }],
  ]);
});

test('a conversion whose new customer’s address is taken points to the customer to choose', async () => {
  const { id, email } = await customer({ email: newEmail() });
  const lead = await newLead(strict, { firstName: 'Ana', email });
  const convert = (body: object) =>
    call('POST', `${strict.path}/leads/${lead.id}/conversion`, { body, ifMatch: 1 });
  const refused = await convert({});
  expect([refused.status, refused.body.errors]).toEqual([409, taken(id, '/customerId')]);
  await bodyOf(200, convert({ customerId: id }));
});

test('a public form creates a lead without a taken address, which its message names instead', async () => {
  const form = await newForm(strict);
  const { email } = await newLead(strict, { firstName: 'Ana', email: newEmail() });
  const token = await readToken(host.url, form.id);
  const firstName = unique('Eva ');
  const json = { firstName, email, message: 'Hello', token };
  const answer = await visit(host.url, 'POST', `/v1/forms/${form.id}`, { json, from: newAddress() });
  expect([answer.status, answer.body]).toEqual([200, { thanks: expect.any(String) }]);
  await host.settled(strict);
  const { items } = await bodyOf(200, call('GET', `${strict.path}/leads`, { query: { q: firstName } }));
  const lead = await bodyOf(200, call('GET', `${strict.path}/leads/${items[0].id}`));
  expect(lead).toMatchObject({ message: `${email}\n\nHello` });
  expect(lead).not.toHaveProperty('email');
});

test('callers who can’t see the other record get the refusal without its ID', async () => {
  const employee = await addMember(host, strict, 'employee');
  const body = { name: 'B', email: earlier.email };
  const refused = await employee.call('POST', `${strict.path}/customers`, { body });
  expect([refused.status, refused.body.errors]).toEqual([409, taken()]);
});

test('with addresses shared already, the switch is a 409 that counts them, names records, and changes nothing', async () => {
  const organization = await newOrganization(owner);
  const emails = [newEmail(), newEmail()];
  const shared = [];
  for (const email of [...emails, ...emails, emails[0]]) shared.push(await customer({ email }, organization));
  const trashed = await customer({ email: emails[0] }, organization);
  await bodyOf(200, call('DELETE', `${organization.path}/customers/${trashed.id}`, { ifMatch: 1 }));
  await customer({ email: newEmail() }, organization);
  const refused = await setUniqueEmails(call, organization.path, { customer: 'refuse', vendor: 'refuse' });
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    '2 e-mail addresses are shared by several records. For each address, change or delete all records but one, then try again.',
  ]);
  const fault = {
    pointer: '/uniqueEmails/customer',
    code: 'shared',
    message: 'Another record has the same value',
  };
  expect(new Set(refused.body.errors)).toEqual(new Set(shared.map(({ id }) => ({ ...fault, recordId: id }))));
  const after = await bodyOf(200, call('GET', organization.path));
  expect([after.version, after.uniqueEmails]).toEqual([
    1,
    { customer: 'warn', lead: 'warn', vendor: 'warn' },
  ]);
  await customer({ email: emails[0] }, organization);
});

test('addresses are refused while they are checked, and a job ends the check', async () => {
  const organization = await newOrganization(owner);
  // The function of customers hasn't cached the settings yet, so that it uses the new ones.
  const lead = await newLead(organization, { firstName: 'Ana', email: newEmail() });
  const conversion = { body: {}, ifMatch: 1 };
  const converted = await bodyOf(
    200,
    call('POST', `${organization.path}/leads/${lead.id}/conversion`, conversion),
  );
  const switched = await bodyOf(200, setUniqueEmails(call, organization.path, { customer: 'refuse' }));
  expect(switched.uniqueEmails).toEqual({ customer: 'checking', lead: 'warn', vendor: 'warn' });
  const { id, email } = await customer({ email: newEmail() }, organization);
  const refused = await create('customers', { name: 'B', email }, organization);
  expect([refused.status, refused.body.errors]).toEqual([409, taken(id)]);
  const job = await endedJob(call, organization, switched.uniqueEmailsJobs.customer);
  expect(job).toMatchObject({ kind: 'uniqueEmails', state: 'done', failed: 0, recordTypes: ['customer'] });
  const after = await bodyOf(200, call('GET', organization.path));
  expect([after.version, after.uniqueEmails.customer]).toEqual([3, 'refuse']);
  const old = await bodyOf(200, call('GET', `${organization.path}/customers/${converted.customerId}`));
  expect([old.version, old.email]).toEqual([1, lead.email]);
  expect((await create('customers', { name: 'B', email: old.email }, organization)).body.errors).toEqual(
    taken(old.id),
  );
});

test('an address that became shared during the check ends it without refusing any, and the job names the record', async () => {
  const organization = await newOrganization(owner);
  const email = newEmail();
  const old = await customer({ email }, organization);
  await bodyOf(200, setUniqueEmails(call, organization.path, { customer: 'refuse', vendor: 'refuse' }));
  // The function of customers has cached the previous settings, and the address isn't reserved yet.
  const second = await customer({ email }, organization);
  const { uniqueEmails, uniqueEmailsJobs } = await checkedEmails(call, organization.path);
  expect(uniqueEmails).toEqual({ customer: 'warn', lead: 'warn', vendor: 'refuse' });
  const results = `${organization.path}/jobs/${uniqueEmailsJobs.customer}/results`;
  const { items } = await bodyOf(200, call('GET', results));
  const other = items[0]?.recordId === old.id ? old : second;
  expect(items).toEqual([{ recordType: 'customer', recordId: other.id, title: other.name, code: 'taken' }]);
  await customer({ email }, organization);
});

test('after switching off, addresses can be shared, and old reservations refuse nothing after switching on again', async () => {
  const organization = await newOrganization(owner);
  const [kept, left, deleted] = [newEmail(), newEmail(), newEmail()];
  const keeps = await customer({ email: kept }, organization);
  const leaves = await customer({ email: left }, organization);
  const goes = await customer({ email: deleted }, organization);
  await refuseSharedEmails(call, organization.path, 'customer');
  await bodyOf(200, setUniqueEmails(call, organization.path, { customer: 'warn' }));
  await bodyOf(200, update(leaves.id, { email: null }, 1, organization));
  await bodyOf(200, call('DELETE', `${organization.path}/customers/${goes.id}`, { ifMatch: 1 }));
  await bodyOf(
    200,
    update((await customer({ email: kept }, organization)).id, { email: null }, 1, organization),
  );
  await refuseSharedEmails(call, organization.path, 'customer');
  await customer({ email: left }, organization);
  await customer({ email: deleted }, organization);
  expect((await create('customers', { name: 'B', email: kept }, organization)).body.errors).toEqual(
    taken(keeps.id),
  );
  const restored = await call('POST', `${organization.path}/customers/${goes.id}/restore`);
  expect([restored.status, restored.body.errors]).toMatchObject([
    409,
    [{ pointer: '/email', code: 'taken' }],
  ]);
});

test('the setting needs the permission for settings, the current version, and a known type and mode', async () => {
  const { version } = await bodyOf(200, call('GET', strict.path));
  const patch = (uniqueEmails: object, by = call, ifMatch: number | undefined = version) =>
    by('PATCH', strict.path, { body: { uniqueEmails }, ...(ifMatch ? { ifMatch } : {}) });
  const manager = await addMember(host, strict, 'manager');
  expect((await patch({ customer: 'warn' }, manager.call)).status).toBe(403);
  const key = await newApiKey(host, strict, owner, ['contact:read']);
  expect((await patch({ customer: 'warn' }, key.call)).status).toBe(403);
  expect((await patch({ customer: 'warn' }, call, version - 1)).status).toBe(412);
  expect((await call('PATCH', strict.path, { body: { uniqueEmails: { customer: 'warn' } } })).status).toBe(
    428,
  );
  for (const wrong of [{ customer: 'checking' }, { customer: true }, { contact: 'warn' }, { deal: 'refuse' }])
    expect((await patch(wrong)).status).toBe(422);
  const same = await bodyOf(200, patch({ customer: 'refuse' }));
  expect([same.version, same.uniqueEmails.customer]).toEqual([version, 'refuse']);
});

test('the setting of an organization leaves others alone', async () => {
  const foreign = await newOrganization(owner);
  const { email } = earlier;
  await customer({ email }, foreign);
  await customer({ email }, foreign);
  await customer({ email: (await customer({ email: newEmail() }, foreign)).email }, foreign);
});
