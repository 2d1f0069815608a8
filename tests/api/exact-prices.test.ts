import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { customerOf, documentsIn, errorsOf, linkTo } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const { at, read, newCustomer, verb } = documentsIn(() => organization);

describe('a price with more decimals than its currency', () => {
  const line = { description: 'Message', quantity: 1_000 };
  const sent = (body: object, path = 'quotes') => call('POST', at(path), { body });
  const linesOf = async (lines: object[], more: object = {}) =>
    bodyOf(201, sent({ currency: 'EUR', lines, ...more }));

  test('is kept exactly, multiplied exactly, and returned with its minor units, too', async () => {
    const quote = await linesOf([{ ...line, unitPrice: '0.0125' }]);
    expect(quote.lines).toEqual([{ ...line, unitPriceMinor: 1, unitPrice: '0.0125' }]);
    expect(quote.subtotal).toEqual({ amountMinor: 1_250, currency: 'EUR' });
    const same = await call('PATCH', at(`quotes/${quote.id}`), {
      body: { lines: quote.lines, title: 'Messages' },
      ifMatch: quote.version,
    });
    expect(same.body).toMatchObject({ lines: quote.lines, subtotal: quote.subtotal });
    const deal = await bodyOf(201, sent({ title: 'Messages', lines: quote.lines }, 'deals'));
    expect(deal.value.amountMinor).toBe(1_250);
    const yens = await linesOf([{ ...line, unitPrice: '0.5' }], { currency: 'JPY' });
    expect(yens).toMatchObject({
      lines: [{ unitPriceMinor: 1, unitPrice: '0.5' }],
      total: { amountMinor: 500 },
    });
  });

  test('is the same price as one in minor units if it has no further decimals', async () => {
    const [decimal, minor] = await Promise.all([
      linesOf([{ ...line, unitPrice: '12.50' }]),
      linesOf([{ ...line, unitPriceMinor: 1_250 }]),
    ]);
    expect(decimal.lines).toEqual(minor.lines);
    expect(minor.lines).toEqual([{ ...line, unitPriceMinor: 1_250 }]);
  });

  test('is refused if it isn’t a decimal number, or another price than the one in minor units', async () => {
    const refused = async (price: object) =>
      errorsOf(await sent({ currency: 'EUR', lines: [line, line].map((one) => ({ ...one, ...price })) }))[0];
    expect(await refused({})).toBe('/lines/0/unitPriceMinor required');
    expect(await refused({ unitPrice: 0.0125 })).toBe('/lines/0/unitPrice wrong_type');
    expect(await refused({ unitPrice: '0.0000001' })).toBe('/lines/0/unitPrice invalid_format');
    expect(await refused({ unitPrice: '1e3' })).toBe('/lines/0/unitPrice invalid_format');
    expect(await refused({ unitPrice: '0,0125' })).toBe('/lines/0/unitPrice invalid_format');
    expect(await refused({ unitPrice: '1000000000000' })).toBe('/lines/0/unitPrice invalid_format');
    expect(await refused({ unitPrice: '0.0125', unitPriceMinor: 2 })).toBe(
      '/lines/0/unitPrice prices_differ',
    );
    expect(await refused({ unitPrice: '0.5', quantity: 0 })).toBe('/lines/0/quantity too_small');
  });

  test('is kept from a quote to its order, its invoice and the credit notes about it', async () => {
    const customer = await newCustomer();
    const lines = [{ ...line, unitPrice: '0.3335', taxPercent: 21 }];
    const quote = await linesOf(lines, { customerId: customer.id });
    expect(quote.subtotal.amountMinor).toBe(33_350);
    const sentOne = await bodyOf(200, verb(call, 'quotes', quote, 'mark-sent'));
    const accepted = await bodyOf(200, verb(call, 'quotes', sentOne, 'accept', {}));
    const order = await bodyOf(201, verb(call, 'quotes', accepted, 'order'));
    expect(order.lines).toEqual(quote.lines);
    await bodyOf(200, verb(call, 'orders', order, 'confirm'));
    const draft = await bodyOf(201, call('POST', at('invoices/from-order'), { body: { orderId: order.id } }));
    expect(draft).toMatchObject({
      lines: [{ ...line, unitPrice: '0.3335', unitPriceMinor: 33, orderLine: 0 }],
    });
    const invoice = await issued(call, organization, draft);
    expect(invoice.subtotal.amountMinor).toBe(33_350);
    const creditOf = async (quantity: number): Promise<any> => {
      const body = { lines: [{ line: 0, quantity }], reason: 'Not sent' };
      return bodyOf(201, verb(call, 'invoices', await read('invoices', invoice), 'credit', body));
    };
    const notes: any[] = [await creditOf(1), await creditOf(1), await creditOf(998)];
    expect(notes.map(({ subtotal }) => subtotal.amountMinor)).toEqual([-33, -34, -33_283]);
    const credited = notes.reduce<number>((sum, { total }) => sum + Number(total.amountMinor), 0);
    expect(credited).toBe(-invoice.total.amountMinor);
  });

  test('is kept by a product', async () => {
    const price = { amount: '0.0125', currency: 'EUR' };
    const product = await bodyOf(
      201,
      sent(
        { name: unique('Message '), price, otherPrices: [{ amount: '0.50', currency: 'USD' }] },
        'products',
      ),
    );
    expect(product.price).toEqual({ ...price, amountMinor: 1 });
    expect(product.otherPrices).toEqual([{ amountMinor: 50, currency: 'USD' }]);
    const refused = async (next: object) =>
      errorsOf(await sent({ name: unique('Message '), price: { currency: 'EUR', ...next } }, 'products'));
    expect(await refused({})).toEqual(['/price/amountMinor required']);
    expect(await refused({ amount: '-1' })).toEqual(['/price/amount invalid_format']);
    expect(await refused({ amount: '0.0125', amountMinor: 2 })).toEqual(['/price/amount prices_differ']);
  });
});

test('the unit of a line is kept with it, shown to its customer, and printed only in letters that PDFs have', async () => {
  const line = { description: 'Consulting', quantity: 2, unit: 'hour', unitPriceMinor: 8_000 };
  const customer = await newCustomer();
  const body = { customerId: customer.id, currency: 'EUR', lines: [line] };
  const invoice = await issued(call, organization, await bodyOf(201, call('POST', at('invoices'), { body })));
  expect(invoice.lines).toEqual([line]);
  const { text } = await customerOf(host.url).page(await linkTo(organization, invoice));
  expect(text).toContain('2 × €80.00 / hour');
  const unprinted = { ...body, lines: [{ ...line, unit: '時間' }] };
  const draft = await bodyOf(201, call('POST', at('invoices'), { body: unprinted }));
  expect((await verb(call, 'invoices', draft, 'issue', {})).status).toBe(409);
});
