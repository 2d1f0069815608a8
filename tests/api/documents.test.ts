import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { consulting as line, documentsIn, errorsOf } from '../documents.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
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

test('a draft of an order and a canceled one aren’t invoiced', async () => {
  const order = await add('orders', { customerId: (await newCustomer()).id, lines: [line] });
  const canceled = await bodyOf(200, verb(call, 'orders', order, 'cancel', {}));
  const invoice = () => call('POST', at('invoices/from-order'), { body: { orderId: order.id } });
  expect((await invoice()).status).toBe(409);
  const draft = await bodyOf(200, verb(call, 'orders', canceled, 'reopen'));
  expect((await invoice()).status).toBe(409);
  await bodyOf(200, verb(call, 'orders', draft, 'confirm'));
  await bodyOf(201, invoice());
});

describe('a line', () => {
  test('keeps its values when its product is changed, retired or deleted', async () => {
    const product = await add('products', {
      name: 'Consulting',
      price: { amountMinor: 5_000, currency: 'USD' },
    });
    const { id: customerId } = await newCustomer();
    const of = { ...line, productId: product.id };
    const draft = await newDraft(call, organization, customerId, [], { lines: [of] });
    const path = at(`products/${product.id}`);
    const body = { statusId: 'retired', price: { amountMinor: 9_900, currency: 'USD' } };
    const retired = await bodyOf(200, call('PATCH', path, { body, ifMatch: product.version }));
    await bodyOf(200, call('DELETE', path, { ifMatch: retired.version }));
    const longer = await bodyOf(
      200,
      call('PATCH', at(`invoices/${draft.id}`), { body: { lines: [of, line] }, ifMatch: draft.version }),
    );
    const invoice = await issued(call, organization, longer);
    expect(invoice).toMatchObject({ lines: [of, line], total: { amountMinor: 20_000 } });
    // A new line can't name it any more.
    const other = await call('POST', at('orders'), { body: { customerId, lines: [of] } });
    expect(errorsOf(other)).toEqual(['/lines/0/productId unknown_reference']);
  });

  test('is refused with a quantity, a rate or a price that isn’t one', async () => {
    const refused = async (values: object) =>
      errorsOf(await call('POST', at('quotes'), { body: { lines: [{ ...line, ...values }] } }));
    expect(await refused({ quantity: 0 })).toEqual(['/lines/0/quantity too_small']);
    const tooLittle = await call('POST', at('quotes'), {
      body: { lines: [{ ...line, quantity: 0.000_01 }] },
    });
    expect(tooLittle.body.errors[0].message).toBe('At least 0.0001');
    expect(await refused({ quantity: -1 })).toEqual(['/lines/0/quantity too_small']);
    expect(await refused({ unitPriceMinor: 0.5 })).toEqual(['/lines/0/unitPriceMinor wrong_type']);
    expect(await refused({ taxPercent: 100.5 })).toEqual(['/lines/0/taxPercent too_big']);
    expect(await refused({ unitPriceMinor: -5_000 })).toEqual(['/lines negative_total']);
    const lines = Array.from({ length: 201 }, () => line);
    expect(errorsOf(await call('POST', at('quotes'), { body: { lines } }))).toEqual(['/lines too_many']);
  });
});

test('a product can’t have two prices in a currency', async () => {
  const price = { amountMinor: 5_000, currency: 'USD' };
  const [same, euros] = [
    { amountMinor: 6_000, currency: 'USD' },
    { amountMinor: 4_000, currency: 'EUR' },
  ];
  const body = (otherPrices: object[]) => ({ name: unique('Design '), price, otherPrices });
  expect(errorsOf(await call('POST', at('products'), { body: body([euros, same]) }))).toEqual([
    '/otherPrices same_currency',
  ]);
  const product = await add('products', body([euros]));
  const change = (values: object) =>
    call('PATCH', at(`products/${product.id}`), { body: values, ifMatch: product.version });
  expect(errorsOf(await change({ price: euros }))).toEqual(['/otherPrices same_currency']);
  await bodyOf(200, change({ price: euros, otherPrices: [price] }));
});

test('a payment of nothing is refused', async () => {
  const body = { amount: { amountMinor: 0, currency: 'USD' } };
  expect(errorsOf(await call('POST', at('payments'), { body }))).toEqual(['/amount zero_amount']);
});

test('the last day of a quote and the due date of an invoice can’t be before the document', async () => {
  const quote = { quotedOn: '2026-05-02', validUntil: '2026-05-01' };
  expect(errorsOf(await call('POST', at('quotes'), { body: quote }))).toEqual([
    '/validUntil before_document',
  ]);
  const { id } = await newCustomer();
  const draft = await newDraft(call, organization, id, [100], { dueOn: '2020-01-01' });
  expect(errorsOf(await verb(call, 'invoices', draft, 'issue', {}))).toEqual(['/dueOn before_document']);
  const due = (body: object) => call('PATCH', at(`invoices/${draft.id}`), { body, ifMatch: draft.version });
  expect(errorsOf(await due({ issuedOn: '2020-01-02' }))).toEqual(['/dueOn before_document']);
  const both = { customerId: id, issuedOn: '2020-01-02', dueOn: '2020-01-01' };
  expect(errorsOf(await call('POST', at('invoices'), { body: both }))).toEqual(['/dueOn before_document']);
  await bodyOf(200, due({ issuedOn: '2020-01-02', dueOn: '2020-01-02' }));
});

describe('the customer of an invoice', () => {
  test('can be merged after it was issued: it belongs to the one that remains, and keeps what is printed on it', async () => {
    const [winner, loser] = [await newCustomer(), await newCustomer({ taxId: '900123456' })];
    const invoice = await issued(call, organization, await newDraft(call, organization, loser.id, [100]));
    const payment = await add('payments', {
      customerId: loser.id,
      amount: invoice.total,
      allocations: [{ invoiceId: invoice.id, amountMinor: 60 }],
    });
    const draft = await newDraft(call, organization, loser.id, [100]);
    await mergesIn(host, organization).merged(winner, [loser], { plural: 'customers' });
    const { parties } = await read('invoices', invoice);
    expect(parties).toEqual(invoice.parties);
    expect(parties.buyer).toMatchObject({ name: loser.name, taxId: '900123456' });
    for (const [plural, one] of [
      ['invoices', invoice],
      ['invoices', draft],
      ['payments', payment],
    ] as const)
      expect(await read(plural, one)).toMatchObject({ customerId: winner.id });
    const left = await add('payments', {
      customerId: winner.id,
      amount: invoice.total,
      allocations: [{ invoiceId: invoice.id, amountMinor: 40 }],
    });
    expect(left.unallocated.amountMinor).toBe(60);
    const next = await issued(call, organization, await read('invoices', draft));
    expect(next.parties.buyer.name).toBe(winner.name);
  });

  test('can be in the trash: the invoice stays due, and can be paid again once the customer is restored', async () => {
    const customer = await newCustomer();
    const invoice = await issued(call, organization, await newDraft(call, organization, customer.id, [100]));
    const path = at(`customers/${customer.id}`);
    await bodyOf(200, call('DELETE', path, { ifMatch: customer.version }));
    const allocations = [{ invoiceId: invoice.id, amountMinor: 100 }];
    const pay = () =>
      call('POST', at('payments'), { body: { customerId: customer.id, amount: invoice.total, allocations } });
    expect(errorsOf(await pay())).toEqual(['/customerId unknown_reference']);
    expect(await read('invoices', invoice)).toMatchObject({ due: { amountMinor: 100 } });
    await bodyOf(200, call('POST', `${path}/restore`));
    await bodyOf(201, pay());
    expect(await read('invoices', invoice)).toMatchObject({ statusId: 'paid' });
  });
});

describe('a payment', () => {
  const paymentFor = ({ id: invoiceId, customerId, total }: any, amountMinor: number) => ({
    customerId,
    amount: total,
    allocations: [{ invoiceId, amountMinor }],
  });
  const newInvoice = async () =>
    issued(call, organization, await newDraft(call, organization, (await newCustomer()).id, [1_000]));

  test('among several that are created together is refused with a pointer to it', async () => {
    const invoice = await newInvoice();
    const one = (items: object[]) => call('POST', at('payments/bulk'), { body: { items } });
    expect(errorsOf(await one([paymentFor(invoice, 1_000), paymentFor(invoice, 1)]))).toEqual([
      '/items/1/allocations/0 not_due',
    ]);
    expect(errorsOf(await one([{ ...paymentFor(invoice, 1), customerId: null }]))).toEqual([
      '/items/0/allocations/0 unknown_reference',
    ]);
    await bodyOf(201, one([paymentFor(invoice, 400), paymentFor(invoice, 600)]));
    expect(await read('invoices', invoice)).toMatchObject({ statusId: 'paid', due: { amountMinor: 0 } });
  });

  test('can be deleted and restored as long as no invoice depends on it', async () => {
    const invoice = await newInvoice();
    const settling = await add('payments', paymentFor(invoice, 1_000));
    const remove = ({ id, version }: any) => call('DELETE', at(`payments/${id}`), { ifMatch: version });
    expect((await remove(settling)).status).toBe(409);
    const canceled = await bodyOf(200, verb(call, 'payments', settling, 'cancel', {}));
    await bodyOf(200, remove(canceled));
    const free = await add('payments', { amount: { amountMinor: 500, currency: 'EUR' } });
    const deleted = await bodyOf(200, remove(free));
    const restored = await bodyOf(200, call('POST', at(`payments/${free.id}/restore`)));
    expect(restored).toMatchObject({
      version: Number(deleted.version) + 1,
      unallocated: { amountMinor: 500 },
    });
  });

  test('that is canceled can’t settle anything any more, so nothing of it is left to allocate', async () => {
    const invoice = await newInvoice();
    const payment = await add('payments', { ...paymentFor(invoice, 1), allocations: [] });
    const canceled = await bodyOf(200, verb(call, 'payments', payment, 'cancel', {}));
    expect(canceled).toMatchObject({ amount: payment.amount, unallocated: { amountMinor: 0 } });
    const { allocations } = paymentFor(invoice, 1_000);
    const path = at(`payments/${payment.id}`);
    const refused = await call('PATCH', path, { body: { allocations }, ifMatch: canceled.version });
    expect(errorsOf(refused)).toEqual(['/allocations not_allowed']);
    expect(await read('invoices', invoice)).toMatchObject({ due: { amountMinor: 1_000 } });
  });

  test('settles invoices of its customer and currency only, and no more than it is worth', async () => {
    const invoice = await newInvoice();
    const sent = async (values: object) =>
      errorsOf(await call('POST', at('payments'), { body: { ...paymentFor(invoice, 1_000), ...values } }));
    expect(await sent({ customerId: (await newCustomer()).id })).toEqual([
      '/allocations/0 unknown_reference',
    ]);
    const { currency } = invoice.total;
    expect(
      await sent({ amount: { amountMinor: 1_000, currency: currency === 'JPY' ? 'EUR' : 'JPY' } }),
    ).toEqual(['/allocations/0 not_allowed']);
    expect(await sent({ amount: { amountMinor: 999, currency } })).toEqual(['/allocations too_big']);
    const twice = [1, 2].map((amountMinor) => ({ invoiceId: invoice.id, amountMinor }));
    expect(await sent({ allocations: twice })).toEqual(['/allocations invalid_format']);
  });
});

test('a change of many records changes drafts only, and deletes nothing that is in force', async () => {
  const { id } = await newCustomer();
  const draft = await newDraft(call, organization, id, [100]);
  const invoice = await issued(call, organization, await newDraft(call, organization, id, [100]));
  const ended = async (change: object) => {
    const body = { recordType: 'invoice', ids: [draft.id, invoice.id], change };
    const job = await bodyOf(201, call('POST', at('jobs'), { body }));
    return endedJob(call, organization, job.id);
  };
  expect(await ended({ action: 'update', values: { reference: 'PO-9' } })).toMatchObject({
    done: 1,
    failed: 1,
  });
  expect(await read('invoices', draft)).toMatchObject({ reference: 'PO-9' });
  expect(await read('invoices', invoice)).toMatchObject({ number: invoice.number, version: invoice.version });
  expect(await ended({ action: 'delete' })).toMatchObject({ done: 1, failed: 1 });
  expect(await read('invoices', invoice)).not.toHaveProperty('deletedAt');
  const values = { allocations: [{ invoiceId: invoice.id, amountMinor: 1 }] };
  const body = { recordType: 'payment', ids: [id], change: { action: 'update', values } };
  expect(errorsOf(await call('POST', at('jobs'), { body }))).toEqual([
    '/change/values/allocations not_allowed',
  ]);
});

test('an employee’s payment can’t settle an invoice that the employee can’t see, even of an own customer', async () => {
  const { id } = await newCustomer({ ownerId: employee.userId });
  const invoice = await issued(call, organization, await newDraft(call, organization, id, [1_000]));
  const body = {
    customerId: id,
    amount: invoice.total,
    allocations: [{ invoiceId: invoice.id, amountMinor: 1_000 }],
  };
  const refused = await employee.call('POST', at('payments'), { body });
  expect(errorsOf(refused)).toEqual(['/allocations/0 unknown_reference']);
  const never = { ...body, allocations: [{ invoiceId: id, amountMinor: 1_000 }] };
  expect(errorsOf(await employee.call('POST', at('payments'), { body: never }))).toEqual(errorsOf(refused));
  expect(await read('invoices', invoice)).toMatchObject({ due: { amountMinor: 1_000 } });
});

describe('the statuses of documents', () => {
  const listOf = (list: string): Promise<any> => bodyOf(200, call('GET', at(`status-lists/${list}`)));
  const save = async (list: string, body: object) => {
    const { version } = await bodyOf(200, call('GET', organization.path));
    return call('PATCH', at(`status-lists/${list}`), { body, ifMatch: version });
  };
  const kept = ({ items }: any) => items.map(({ id }: any) => ({ id }));

  test('can be added and replaced, but keep their meanings', async () => {
    const before = await listOf('invoiceStatuses');
    const items = kept(before);
    const changed = items.map((one: any) => (one.id === 'paid' ? { ...one, meaning: 'draft' } : one));
    expect(errorsOf(await save('invoiceStatuses', { items: changed }))).toContain(
      `/items/${items.findIndex(({ id }: any) => id === 'paid')}/meaning not_allowed`,
    );
    const added = await bodyOf(
      200,
      save('invoiceStatuses', { items: [...items, { name: 'Collected', meaning: 'paid' }] }),
    );
    const collected = added.items.find(({ name }: any) => name === 'Collected').id;
    const left = kept(added).filter(({ id }: any) => id !== 'paid');
    expect(errorsOf(await save('invoiceStatuses', { items: left, successors: { paid: 'void' } }))).toEqual([
      '/successors/paid not_allowed',
    ]);
    const customer = await newCustomer();
    const invoice = await issued(call, organization, await newDraft(call, organization, customer.id, [0]));
    expect(invoice.statusId).toBe('paid');
    await bodyOf(200, save('invoiceStatuses', { items: left, successors: { paid: collected } }));
    const { items: jobs } = await bodyOf(200, call('GET', at('jobs')));
    const move = jobs.find(({ kind }: any) => kind === 'statusMove');
    expect(await endedJob(call, organization, move.id)).toMatchObject({ failed: 0 });
    expect(await read('invoices', invoice)).toMatchObject({ statusId: collected });
  });

  test('include kinds of invoices, which can be renamed and not removed', async () => {
    const items = kept(await listOf('invoiceKinds'));
    const renamed = items.map((one: any) => ({ ...one, name: `My ${one.id}` }));
    await bodyOf(200, save('invoiceKinds', { items: renamed }));
    const successors = { 'credit-note': 'invoice' };
    expect(errorsOf(await save('invoiceKinds', { items: items.slice(0, 1), successors }))).toEqual([
      '/successors/credit-note not_allowed',
    ]);
  });
});
