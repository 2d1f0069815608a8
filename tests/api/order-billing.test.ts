import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { listName } from '#data/records/stored.ts';
import { listPartition } from '#data/store/keys.ts';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { documentsIn } from '../documents.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

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
const lines = [
  { description: 'Chair', quantity: 10, unitPriceMinor: 5_000, taxPercent: 21 },
  { description: 'Table', quantity: 1.5, unitPriceMinor: 20_000 },
];

async function confirmedOrder(values: object = {}): Promise<any> {
  const order = await add('orders', { customerId: (await newCustomer()).id, lines, ...values });
  return bodyOf(200, verb(call, 'orders', order, 'confirm'));
}
const billedBy = (by: Call, { id }: any, more: object = {}) =>
  by('POST', at('invoices/from-order'), { body: { orderId: id }, ...more });
const bill = (order: any): Promise<any> => bodyOf(201, billedBy(call, order));
const withLines = ({ id, version }: any, changed: object[]): Promise<any> =>
  bodyOf(200, call('PATCH', at(`invoices/${id}`), { body: { lines: changed }, ifMatch: version }));
const quantitiesOf = (invoice: any) =>
  invoice.lines.map(({ description, quantity }: any) => [description, quantity]);
const refusalOf = async (order: any, by = call) => {
  const { status, body } = await billedBy(by, order);
  return [status, body.detail];
};
const allBilled = [409, expect.stringMatching(/^All of this order is already on invoices or drafts\./)];

describe('an invoice from an order', () => {
  test('has of each line what drafts and issued invoices of the order don’t bill yet, however these are arranged', async () => {
    const order = await confirmedOrder();
    const first = await bill(order);
    expect(quantitiesOf(first)).toEqual([
      ['Chair', 10],
      ['Table', 1.5],
    ]);
    const [chairs, table] = first.lines;
    const others = { description: 'Delivery', quantity: 1, unitPriceMinor: 900 };
    await issued(
      call,
      organization,
      await withLines(first, [
        others,
        { ...table, quantity: 0.5, description: 'Oak' },
        { ...chairs, quantity: 4 },
      ]),
    );
    const second = await bill(order);
    expect(quantitiesOf(second)).toEqual([
      ['Chair', 6],
      ['Table', 1],
    ]);
    await withLines(second, [second.lines[1]]);
    expect(quantitiesOf(await bill(order))).toEqual([['Chair', 6]]);
    expect(await refusalOf(order)).toEqual(allBilled);
  });

  test('bills again what was deleted, void or credited', async () => {
    const order = await confirmedOrder();
    const draft = await bill(order);
    await bodyOf(200, call('DELETE', at(`invoices/${draft.id}`), { ifMatch: draft.version }));
    const voided = await issued(call, organization, await bill(order));
    expect(await refusalOf(order)).toEqual(allBilled);
    await bodyOf(200, verb(call, 'invoices', voided, 'void', { reason: 'A mistake' }));
    const invoice = await issued(call, organization, await bill(order));
    const credited = { reason: 'Returned', lines: [{ line: 0, quantity: 3 }] };
    await bodyOf(201, verb(call, 'invoices', invoice, 'credit', credited));
    expect(quantitiesOf(await bill(order))).toEqual([['Chair', 3]]);
    expect(await refusalOf(order)).toEqual(allBilled);
  });

  test('counts what the caller can’t see, and no lines of an invoice that is now for another order', async () => {
    const order = await confirmedOrder({ ownerId: employee.userId });
    const draft = await bill(order);
    await bodyOf(
      200,
      call('PATCH', at(`invoices/${draft.id}`), { body: { ownerId: null }, ifMatch: draft.version }),
    );
    expect(await refusalOf(order, employee.call)).toEqual(allBilled);
    const other = await confirmedOrder();
    const moved = await bodyOf(
      200,
      call('PATCH', at(`invoices/${draft.id}`), {
        body: { orderId: other.id },
        ifMatch: (await read('invoices', draft)).version,
      }),
    );
    expect(moved.lines).toEqual(lines);
    expect(quantitiesOf(await bill(other))).toEqual(quantitiesOf(moved));
    await bodyOf(201, billedBy(employee.call, order));
  });

  test('bills no line of another order that it is moved to, even if the lines are sent as they were', async () => {
    const draft = await bill(await confirmedOrder());
    const other = await confirmedOrder();
    const [chairs, table] = draft.lines;
    const moved = await bodyOf(
      200,
      call('PATCH', at(`invoices/${draft.id}`), {
        body: { orderId: other.id, lines: [{ ...chairs, quantity: 4 }, table] },
        ifMatch: draft.version,
      }),
    );
    expect(moved.lines).toEqual([{ ...lines[0], quantity: 4 }, lines[1]]);
    expect(quantitiesOf(await bill(other))).toEqual([
      ['Chair', 10],
      ['Table', 1.5],
    ]);
  });

  test('that is moved back to its order together with its lines bills these again', async () => {
    const order = await confirmedOrder();
    const draft = await bill(order);
    const other = await confirmedOrder();
    const patch = (body: object, ifMatch: number) =>
      bodyOf(200, call('PATCH', at(`invoices/${draft.id}`), { body, ifMatch }));
    const moved = await patch({ orderId: other.id }, draft.version);
    await patch({ orderId: order.id, lines: draft.lines }, moved.version);
    expect(await refusalOf(order)).toEqual(allBilled);
  });

  test('isn’t computed from more invoices than the limit, of which all would be read', async () => {
    const order = await confirmedOrder();
    const table = openTable(host);
    const listed = listPartition(organization.id, 'invoice', listName('orderId', order.id));
    for (let made = 0; made < limits.invoicesPerOrder; made += 1)
      await table.put({ pk: `${listed}#test`, sk: String(made), g2pk: listed, g2sk: `2026-01-01#${made}` });
    await bodyOf(201, billedBy(call, order));
    const often = [409, expect.stringMatching(/^More than 200 invoices and drafts bill this order\./)];
    expect(await refusalOf(order)).toEqual(often);
  });

  test('has the order’s reference and notes', async () => {
    const printed = { reference: 'PO-7', notes: 'Deliver in the morning' };
    expect(await bill(await confirmedOrder(printed))).toMatchObject(printed);
  });

  test('of what was delivered has of each line what isn’t billed yet of its deliveries', async () => {
    const order = await confirmedOrder();
    const body = { orderId: order.id, delivered: true };
    const billDelivered = () => call('POST', at('invoices/from-order'), { body });
    const deliver = async (...delivered: object[]) =>
      bodyOf(200, verb(call, 'orders', await read('orders', order), 'fulfill', { delivered }));
    const none = [409, expect.stringMatching(/^All that was delivered of this order is already on/)];
    const refusal = async () => {
      const { status, body: problem } = await billDelivered();
      return [status, problem.detail];
    };
    expect(await refusal()).toEqual(none);
    await deliver({ line: 0, quantity: 4 });
    const first = await bodyOf(201, billDelivered());
    expect(quantitiesOf(first)).toEqual([['Chair', 4]]);
    expect(await refusal()).toEqual(none);
    await deliver({ line: 0, quantity: 1 }, { line: 1, quantity: 0.5 });
    const [chairs] = first.lines;
    await issued(call, organization, await withLines(first, [{ ...chairs, quantity: 3 }]));
    expect(quantitiesOf(await bodyOf(201, billDelivered()))).toEqual([
      ['Chair', 2],
      ['Table', 0.5],
    ]);
    expect(quantitiesOf(await bill(order))).toEqual([
      ['Chair', 5],
      ['Table', 1],
    ]);
  });

  test('is made once by a request that is sent again', async () => {
    const order = await confirmedOrder();
    const more = { idempotencyKey: 'bill-once' };
    const first = await bodyOf(201, billedBy(call, order, more));
    const again = await bodyOf(201, billedBy(call, order, more));
    expect(again.id).toBe(first.id);
  });
});

test('an order with invoices can’t be a draft again, until nothing is billed', async () => {
  const order = await confirmedOrder();
  const draft = await bill(order);
  const { status, body } = await verb(call, 'orders', order, 'reopen');
  expect([status, body.detail]).toEqual([409, expect.stringMatching(/^This order has invoices or drafts/)]);
  await bodyOf(200, call('DELETE', at(`invoices/${draft.id}`), { ifMatch: draft.version }));
  await bodyOf(200, verb(call, 'orders', order, 'reopen'));
});

describe('a draft that bills more than is left of its order', () => {
  const issue = (draft: any, body: object = {}) => verb(call, 'invoices', draft, 'issue', body);
  /** A draft that another tab made of the same quantities, at the same moment. */
  const sameAs = ({ customerId, orderId, currency, lines: billed }: any, more: object = {}) =>
    add('invoices', { customerId, orderId, currency, lines: billed, ...more });
  const noneLeft = (place: number, limit = 0) => ({
    ...{ pointer: `/lines/${place}/quantity`, code: 'beyond_order', limit },
  });

  test('isn’t issued, and the refusal says how much is left of each line', async () => {
    const order = await confirmedOrder();
    const draft = await bill(order);
    const second = await sameAs(draft);
    const [chairs, table] = draft.lines;
    await bodyOf(200, issue(await withLines(draft, [{ ...chairs, quantity: 4 }, table])));
    const refused = await issue(second);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        detail: expect.stringMatching(/^This invoice bills more than is left of its order\./),
        errors: [
          { ...noneLeft(0, 6), message: 'Only 6 of this line is left to bill' },
          { ...noneLeft(1), message: 'All of this line is already billed' },
        ],
      },
    });
    // Lines of the same line of the order count together.
    const split = await withLines(second, [
      { ...chairs, quantity: 5 },
      { ...chairs, quantity: 2 },
    ]);
    expect((await issue(split)).body.errors).toMatchObject([noneLeft(1, 1)]);
    const rest = await withLines(split, [
      { ...chairs, quantity: 6 },
      { ...chairs, orderLine: undefined },
    ]);
    await bodyOf(200, issue(rest));
  });

  test('is issued if the request says that this is meant', async () => {
    const draft = await bill(await confirmedOrder());
    const [chairs, table] = draft.lines;
    const more = await withLines(draft, [{ ...chairs, quantity: 12 }, table]);
    expect((await issue(more)).body.errors).toMatchObject([noneLeft(0, 10)]);
    await bodyOf(200, issue(more, { beyondOrder: true }));
  });

  test('is issued once what was billed before is void or credited', async () => {
    const draft = await bill(await confirmedOrder());
    const [second, third] = [await sameAs(draft), await sameAs(draft)];
    const first = await bodyOf(200, issue(draft));
    expect((await issue(second)).status).toBe(409);
    await bodyOf(200, verb(call, 'invoices', first, 'void', { reason: 'A mistake' }));
    const again = await bodyOf(200, issue(second));
    await bodyOf(201, verb(call, 'invoices', again, 'credit', { reason: 'Returned' }));
    await bodyOf(200, issue(third));
  });

  test('isn’t issued by two requests at the same moment, even with numbers of two series', async () => {
    const { version, invoiceSeries } = await bodyOf(200, call('GET', at('billing')));
    const series = [...invoiceSeries, { id: 'shop', prefix: 'SHOP-' }];
    await bodyOf(200, call('PATCH', at('billing'), { body: { invoiceSeries: series }, ifMatch: version }));
    for (let round = 0; round < count(3, 20); round += 1) {
      const draft = await bill(await confirmedOrder());
      const second = await sameAs(draft, { seriesId: 'shop' });
      const answers = await Promise.all([issue(draft), issue(second)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    }
  });
});
