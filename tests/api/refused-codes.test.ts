import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let customerId: string;

const at = (rest: string): string => `${organization.path}/${rest}`;
const create = (plural: string, body: object) => call('POST', at(plural), { body });
const nobody = '0199c0de-0000-7000-8000-000000000001';

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
  ({ id: customerId } = await bodyOf(201, create('customers', { name: 'Acme' })));
});

const numberOf = ({ code }: { code: string }): number => Number(code.split('-')[1]);

/** Expects that the requests are refused, and that the records before and after them have consecutive codes. */
async function expectNoGap(plural: string, accepted: object, refused: readonly (() => Promise<any>)[]) {
  const before = await bodyOf(201, create(plural, accepted));
  for (const request of refused) expect([409, 422]).toContain((await request()).status);
  expect(numberOf(await bodyOf(201, create(plural, accepted)))).toBe(numberOf(before) + 1);
}

const line = { description: 'Advice', quantity: 1, unitPriceMinor: 100 };

test.each(['quotes', 'orders', 'invoices'])('a form of %s that is refused uses up no code', (plural) =>
  expectNoGap(plural, { customerId }, [
    () => create(plural, { customerId: nobody }),
    () => create(plural, { lines: [{ ...line, unitPriceMinor: -100 }] }),
    () => create(`${plural}/bulk`, { items: [{ customerId }, { customerId: nobody }] }),
  ]),
);

test.each([
  ['issues', { subject: 'Help' }, { subject: 'Help', customerId: nobody }],
  ['products', { name: 'Chair' }, { name: 'Chair', tagIds: [nobody] }],
  ['vendors', { name: 'Paper mill' }, { name: 'Paper mill', ownerId: nobody }],
])('a form of %s that is refused uses up no code', (plural, accepted, refused) =>
  expectNoGap(plural, accepted, [() => create(plural, refused)]),
);

test('a payment of more than is due uses up no code', async () => {
  const invoice = await issued(call, organization, await newDraft(call, organization, customerId, [100]));
  const payment = { customerId, amount: { amountMinor: 500, currency: 'EUR' } };
  await expectNoGap('payments', payment, [
    () => create('payments', { ...payment, allocations: [{ invoiceId: invoice.id, amountMinor: 101 }] }),
  ]);
});

test('a credit note of more than is left uses up no code', async () => {
  const invoice = await issued(call, organization, await newDraft(call, organization, customerId, [100]));
  const body = { reason: 'Returned', lines: [{ line: 0, quantity: 2 }] };
  const url = at(`invoices/${invoice.id}/credit`);
  await expectNoGap('invoices', { customerId }, [
    () => call('POST', url, { body, ifMatch: invoice.version }),
  ]);
});

test('a customer with the address of another one uses up no code where addresses are unique', async () => {
  const { version } = await bodyOf(200, call('GET', at('')));
  const body = { uniqueEmails: { customer: 'refuse' } };
  await bodyOf(200, call('PATCH', at(''), { body, ifMatch: version }));
  await expect
    .poll(async () => (await bodyOf(200, call('GET', at('')))).uniqueEmails.customer, { timeout: 30_000 })
    .toBe('refuse');
  const holder = await bodyOf(201, create('customers', { name: 'Acme', email: 'acme@example.com' }));
  const refused = () => create('customers', { name: 'Acme 2', email: 'acme@example.com' });
  await expectNoGap('customers', { name: 'Other' }, [refused]);
  expect((await refused()).body.errors).toEqual([
    expect.objectContaining({ pointer: '/email', code: 'taken', recordId: holder.id }),
  ]);
});

test('a conversion of a lead whose deal is refused uses up no code of customers', async () => {
  const convert = async (deal?: object) => {
    const lead = await bodyOf(201, create('leads', { firstName: 'Ana', lastName: 'Vega' }));
    const body = deal ? { deal } : {};
    return call('POST', at(`leads/${lead.id}/conversion`), { body, ifMatch: lead.version });
  };
  const before = await bodyOf(201, create('customers', { name: 'Before' }));
  expect((await convert({ title: 'Deal', pipelineId: nobody })).status).toBe(422);
  expect((await convert()).status).toBe(200);
  expect(numberOf(await bodyOf(201, create('customers', { name: 'After' })))).toBe(numberOf(before) + 2);
});
