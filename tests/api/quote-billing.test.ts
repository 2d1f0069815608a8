import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { documentsIn } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const { at, add, read, newCustomer, verb } = documentsIn(() => organization);
const lines = [
  { description: 'Chair', quantity: 10, unitPriceMinor: 5_000, taxPercent: 21 },
  { description: 'Table', quantity: 1.5, unitPriceMinor: 20_000 },
];

async function acceptedQuote(values: object = {}): Promise<any> {
  const quote = await add('quotes', { customerId: (await newCustomer()).id, lines, ...values });
  const sent = await bodyOf(200, verb(call, 'quotes', quote, 'mark-sent'));
  return bodyOf(200, verb(call, 'quotes', sent, 'accept', {}));
}
const billed = async (quote: any, by = call) => verb(by, 'quotes', await read('quotes', quote), 'invoice');
const bill = async (quote: any): Promise<any> => bodyOf(201, billed(quote));
const refusalOf = ({ status, body }: any) => [status, body.detail];
const deleteDraft = (draft: any): Promise<any> =>
  bodyOf(200, call('DELETE', at(`invoices/${draft.id}`), { ifMatch: draft.version }));
const withLines = ({ id, version }: any, changed: object[]): Promise<any> =>
  bodyOf(200, call('PATCH', at(`invoices/${id}`), { body: { lines: changed }, ifMatch: version }));
const quantitiesOf = (invoice: any) =>
  invoice.lines.map(({ description, quantity }: any) => [description, quantity]);
const allBilled = [409, expect.stringMatching(/^All of this quote is already on invoices or drafts\./)];
const hasInvoices = [409, expect.stringMatching(/^This quote has invoices or drafts\./)];
const becameOrder = [409, 'This quote already became an order.'];

describe('an invoice from an accepted quote', () => {
  test('has its customer, lines, discount and notes without an order in between, and both name each other', async () => {
    const quote = await acceptedQuote({ discountPercent: 5, notes: 'Deliver in the morning' });
    const draft = await bill(quote);
    const { customerId, currency, discountPercent, notes } = quote;
    expect(draft).toMatchObject({ customerId, currency, discountPercent, notes, quoteId: quote.id });
    expect(draft.total).toEqual(quote.total);
    expect(draft).not.toHaveProperty('issuedAt');
    expect((await read('quotes', quote)).invoiceIds).toEqual([draft.id]);
    const history = await bodyOf(200, call('GET', at(`quotes/${quote.id}/history`)));
    expect(history.items[0]).toMatchObject({ action: 'invoiced' });
  });

  test('is refused for a quote that isn’t accepted, and with a version that isn’t current', async () => {
    const quote = await add('quotes', { customerId: (await newCustomer()).id, lines });
    expect((await billed(quote)).status).toBe(409);
    const accepted = await acceptedQuote();
    expect((await verb(call, 'quotes', { ...accepted, version: 1 }, 'invoice')).status).toBe(412);
  });

  test('bills what invoices and drafts of the quote leave, and nothing twice', async () => {
    const quote = await acceptedQuote();
    const first = await bill(quote);
    expect(refusalOf(await billed(quote))).toEqual(allBilled);
    const [chairs, table] = first.lines;
    await issued(call, organization, await withLines(first, [{ ...chairs, quantity: 4 }, table]));
    const second = await bill(quote);
    expect(quantitiesOf(second)).toEqual([['Chair', 6]]);
    expect(refusalOf(await billed(quote))).toEqual(allBilled);
    await deleteDraft(second);
    expect(quantitiesOf(await bill(quote))).toEqual([['Chair', 6]]);
  });

  test('bills again what was void or credited', async () => {
    const quote = await acceptedQuote();
    const first = await issued(call, organization, await bill(quote));
    await bodyOf(200, verb(call, 'invoices', first, 'void', { reason: 'A mistake' }));
    const second = await issued(call, organization, await bill(quote));
    const credited = { reason: 'Returned', lines: [{ line: 0, quantity: 3 }] };
    await bodyOf(201, verb(call, 'invoices', second, 'credit', credited));
    expect(quantitiesOf(await bill(quote))).toEqual([['Chair', 3]]);
  });

  test('is created once by a request that is sent again, and by two at the same moment', async () => {
    const quote = await acceptedQuote();
    const request = { ifMatch: quote.version, idempotencyKey: 'bill-quote-once' };
    const send = (more = request) => call('POST', at(`quotes/${quote.id}/invoice`), more);
    const first = await bodyOf(201, send());
    expect((await bodyOf(201, send())).id).toBe(first.id);
    for (let round = 0; round < count(3, 20); round += 1) {
      const other = await acceptedQuote();
      const both = await Promise.all([0, 1].map(() => verb(call, 'quotes', other, 'invoice')));
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 412]);
    }
  });

  test('can’t be created with a key that may change quotes but not create invoices', async () => {
    const quote = await acceptedQuote();
    const { call: byKey } = await newApiKey(host, organization, organization.owner, [
      'quote:read',
      'quote:update',
    ]);
    expect((await billed(quote, byKey)).status).toBe(403);
    await bill(quote);
  });
});

describe('a quote', () => {
  test('is billed by invoices of its own or by those of its order, never by both', async () => {
    const ordered = await acceptedQuote();
    await bodyOf(201, verb(call, 'quotes', ordered, 'order'));
    expect(refusalOf(await billed(ordered))).toEqual(becameOrder);
    const invoiced = await acceptedQuote();
    const draft = await bill(invoiced);
    const order = async () => verb(call, 'quotes', await read('quotes', invoiced), 'order');
    expect(refusalOf(await order())).toEqual(hasInvoices);
    await deleteDraft(draft);
    await bodyOf(201, order());
    // The draft was made before the order, and comes back.
    const deleted = await read('invoices', draft);
    const restored = await bodyOf(200, verb(call, 'invoices', deleted, 'restore'));
    const refused = await verb(call, 'invoices', restored, 'issue', {});
    expect(refused).toMatchObject({
      status: 409,
      body: {
        detail: expect.stringMatching(/^This invoice bills more than is left of its quote\./),
        errors: [{ pointer: '/lines/0/quantity', code: 'beyond_order', limit: 0 }, { limit: 0 }],
      },
    });
  });

  test.each(['order', 'invoice', 'reopen'])(
    'whose order is in the trash says so (%s), and is as free as before once that is permanently deleted',
    async (name) => {
      const quote = await acceptedQuote();
      const order = await bodyOf(201, verb(call, 'quotes', quote, 'order'));
      const again = async () => verb(call, 'quotes', await read('quotes', quote), name);
      expect(refusalOf(await again())).toEqual(becameOrder);
      await bodyOf(200, call('DELETE', at(`orders/${order.id}`), { ifMatch: order.version }));
      expect(refusalOf(await again())).toEqual([409, expect.stringContaining('is in the trash. Restore it')]);
      await openTable(host).letTrashTimePass(recordKey(organization.id, 'order', order.id));
      const made = await again();
      expect(made.status).toBe(name === 'reopen' ? 200 : 201);
      expect((await read('quotes', quote)).orderId).toBe(name === 'order' ? made.body.id : undefined);
    },
  );

  test('becomes an order or an invoice if both are asked for at the same moment', async () => {
    for (let round = 0; round < count(3, 20); round += 1) {
      const quote = await acceptedQuote();
      const both = await Promise.all(['order', 'invoice'].map((name) => verb(call, 'quotes', quote, name)));
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 412]);
    }
  });

  test('that is billed can’t be a draft again, until nothing is billed', async () => {
    const quote = await acceptedQuote();
    const draft = await bill(quote);
    const reopen = async () => verb(call, 'quotes', await read('quotes', quote), 'reopen');
    expect(refusalOf(await reopen())).toEqual(hasInvoices);
    await deleteDraft(draft);
    expect(await bodyOf(200, reopen())).not.toHaveProperty('invoiceIds');
    // Its lines may not be those of the quote any more.
    const restored = await bodyOf(200, verb(call, 'invoices', await read('invoices', draft), 'restore'));
    expect((await verb(call, 'invoices', restored, 'issue', {})).status).toBe(409);
  });
});

describe('a draft that bills more than is left of its quote', () => {
  test('isn’t issued unless the request says that this is meant', async () => {
    const draft = await bill(await acceptedQuote());
    const [chairs, table] = draft.lines;
    const more = await withLines(draft, [{ ...chairs, quantity: 12 }, table]);
    const refused = await verb(call, 'invoices', more, 'issue', {});
    expect(refused.body.errors).toMatchObject([
      { pointer: '/lines/0/quantity', code: 'beyond_order', limit: 10 },
    ]);
    await bodyOf(200, verb(call, 'invoices', more, 'issue', { beyondOrder: true }));
  });

  test('isn’t issued by two requests at the same moment', async () => {
    const { version, invoiceSeries } = await bodyOf(200, call('GET', at('billing')));
    const series = [...invoiceSeries, { id: 'shop', prefix: 'SHOP-' }];
    await bodyOf(200, call('PATCH', at('billing'), { body: { invoiceSeries: series }, ifMatch: version }));
    for (let round = 0; round < count(3, 20); round += 1) {
      const quote = await acceptedQuote();
      const first = await bill(quote);
      const [chairs, table] = first.lines;
      const lessened = await withLines(first, [{ ...chairs, quantity: 4 }, table]);
      const second = await bill(quote);
      const whole = await withLines(lessened, [chairs, table]);
      const other = await bodyOf(
        200,
        call('PATCH', at(`invoices/${second.id}`), { body: { seriesId: 'shop' }, ifMatch: second.version }),
      );
      const answers = await Promise.all(
        [whole, other].map((one) => verb(call, 'invoices', one, 'issue', {})),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    }
  });
});
