import { beforeAll, describe, expect, inject, test } from 'vitest';
import { readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { consulting as line, documentsIn, errorsOf } from '../documents.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let employee: Person;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  employee = await addMember(host, organization, 'employee');
  await readyToBill(call, organization);
});

const { at, add, read, newCustomer, verb } = documentsIn(() => organization);

describe('a document made from another record', () => {
  test('has its customer, also if the caller can’t see that customer', async () => {
    const { id: customerId } = await newCustomer();
    const deal = await add('deals', {
      title: 'Website',
      customerId,
      lines: [line],
      ownerId: employee.userId,
    });
    expect((await employee.call('GET', at(`customers/${customerId}`))).status).toBe(404);
    const made = [];
    for (const plural of ['quotes', 'orders', 'invoices']) {
      const body = { dealId: deal.id };
      made.push(await bodyOf(201, employee.call('POST', at(`${plural}/from-deal`), { body })));
    }
    for (const one of made)
      expect(one).toMatchObject({ customerId, dealId: deal.id, ownerId: employee.userId, lines: [line] });
    await bodyOf(200, verb(call, 'orders', made[1], 'confirm'));
    const body = { orderId: made[1].id };
    expect(await bodyOf(201, employee.call('POST', at('invoices/from-order'), { body }))).toMatchObject({
      customerId,
      orderId: made[1].id,
    });
    const own = await employee.call('POST', at('orders'), { body: { customerId } });
    expect(errorsOf(own)).toEqual(['/customerId unknown_reference']);
  });

  test('isn’t made from a record that the caller can’t see, and a quote out of reach isn’t ordered', async () => {
    const { id: customerId } = await newCustomer();
    const deal = await add('deals', { title: 'Hidden', customerId, lines: [line] });
    const from = await employee.call('POST', at('orders/from-deal'), { body: { dealId: deal.id } });
    expect(errorsOf(from)).toEqual(['/dealId unknown_reference']);
    const sent = await bodyOf(
      200,
      verb(call, 'quotes', await add('quotes', { customerId, lines: [line] }), 'mark-sent'),
    );
    const accepted = await bodyOf(200, verb(call, 'quotes', sent, 'accept', {}));
    expect((await verb(employee.call, 'quotes', accepted, 'order')).status).toBe(404);
    const order = await bodyOf(201, verb(call, 'quotes', accepted, 'order'));
    expect(order).toMatchObject({ customerId, lines: [line] });
    expect((await verb(call, 'quotes', await read('quotes', accepted), 'order')).status).toBe(409);
  });
});

test('a document can be made from another one although its type has a required custom field, and has the defaults', async () => {
  const other = await newOrganization(await newPerson(host));
  const { path } = other;
  const send = async (rest: string, body: object, more: object = {}): Promise<any> => {
    const {
      status,
      body: answer,
      text,
    } = await other.owner.call('POST', `${path}/${rest}`, { body, ...more });
    if (status >= 300) throw new Error(`${rest}: ${status} ${text}`);
    return answer;
  };
  for (const type of ['quote', 'order', 'invoice'])
    for (const field of [
      { label: 'Project number', kind: 'text', required: true },
      { label: 'Region', kind: 'text', default: 'North' },
    ]) {
      const { version } = await bodyOf(200, other.owner.call('GET', `${path}/custom-fields/${type}`));
      await send(`custom-fields/${type}`, field, { ifMatch: version });
    }
  const customer = await send('customers', { name: 'Acme' });
  const deal = await send('deals', { title: 'Website', customerId: customer.id, lines: [line] });
  const from = { dealId: deal.id };
  const [quote, order] = [await send('quotes/from-deal', from), await send('orders/from-deal', from)];
  const sent = await send(`quotes/${quote.id}/mark-sent`, {}, { body: undefined, ifMatch: quote.version });
  const accepted = await send(`quotes/${quote.id}/accept`, {}, { ifMatch: sent.version });
  await send(`orders/${order.id}/confirm`, {}, { body: undefined, ifMatch: order.version });
  const made = [
    ...[quote, order, await send('invoices/from-deal', from)],
    await send('invoices/from-order', { orderId: order.id }),
    await send(`quotes/${quote.id}/order`, {}, { body: undefined, ifMatch: accepted.version }),
  ];
  expect(made.map(({ custom }) => custom)).toEqual(made.map(() => ({ region: 'North' })));
});
