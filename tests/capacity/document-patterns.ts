import type { Pattern } from './pattern.ts';
import { change, changing, making, rights, send } from './requests.ts';

const seller = {
  legalName: 'Cobalto S.L.',
  taxId: 'B12345674',
  address: 'Calle Mayor 1',
  city: 'Madrid',
  country: 'ES',
};
/** The projector reads the record before and after it writes its line in the customer's timeline. */
const followed = (type: string) => ['strong projection state', `strong 2 ${type}`];
/** A status that follows from what happened, and the lines about the document: in its customer's timeline, and that it can wait. */
const counted = (type: string, lines: number) => [
  ...[`transact ${type} projection state`, 'transact 2 counter', `put ${lines} entry`],
];
/** A record with an owner in its list, its change in those of all and of the owner, and the feed of changed records. */
const written = (type: string, changes = 1) => [
  ...[`transact ${type}`, `entry 1 ${type} entry`, `transact ${changes} change`],
  ...['entry 2 recent entry', 'put entry'],
];
/** As `written`, with a change that exceeds 1 KB. */
const writtenAtLength = (type: string) => written(type, 2);

/** Patterns of documents and payments on their way, and of the settings that they need. */
export const documentPatterns: Pattern[] = [
  {
    operation: 'billing.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: send('GET', '/billing'),
  },
  {
    operation: 'billing.update',
    by: 'the settings and change by key; for another prefix, pk = organization, sk begins with the series',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact entry', ...change],
    send: send('PATCH', '/billing', { body: seller, ifMatch: 0 }),
  },
  {
    operation: 'quotes.markSent',
    by: 'record, customer, billing settings, change and the time of its end by key; its entry in one list',
    class: 'key',
    reads: [rights, 'strong quote', 'strong customer', 'strong entry'],
    // The quote keeps a copy of seller and buyer, which the change has, too.
    writes: [...writtenAtLength('quote'), 'transact entry', 'entry entry'],
    thenReads: followed('quote'),
    thenWrites: counted('quote', 3),
    send: changing('quote', 'POST', '/quotes/{id}/mark-sent'),
  },
  {
    operation: 'quotes.accept',
    by: 'as quotes.markSent',
    class: 'key',
    reads: [rights, 'strong quote'],
    writes: writtenAtLength('quote'),
    thenReads: followed('quote'),
    thenWrites: counted('quote', 4),
    send: changing('quote', 'POST', '/quotes/{id}/accept', { body: {} }),
  },
  {
    operation: 'quotes.toOrder',
    by: 'quote, order, unique value, changes and custom fields by key; the customer by key',
    class: 'key',
    reads: [rights, 'strong quote', 'strong customer', 'strong entry'],
    writes: [
      // The new order is smaller than the one of the other patterns.
      ...['put counter', 'transact unique value', 'transact entry', 'entry 1 order entry'],
      ...['transact order (created)', 'entry 2 recent entry', ...written('quote')],
    ],
    thenVaries: true,
    send: changing('quote', 'POST', '/quotes/{id}/order'),
  },
  {
    operation: 'orders.confirm',
    by: 'record and change by key; its entry in one list',
    class: 'key',
    reads: [rights, 'strong order'],
    writes: writtenAtLength('order'),
    thenReads: followed('order'),
    thenWrites: counted('order', 2),
    send: changing('order', 'POST', '/orders/{id}/confirm'),
  },
  {
    operation: 'invoices.issue',
    by: 'record, change and the last number of the series by key; billing settings and customer by key; the time of its next step in gsi6',
    class: 'key',
    reads: [rights, 'strong issued invoice', 'strong entry', 'strong customer', 'strong entry'],
    writes: [
      ...['transact issued invoice', 'entry 1 issued invoice entry', 'transact change (issued)'],
      ...['entry 2 recent entry', 'put entry', 'transact entry', 'transact entry', 'entry 2 entry'],
    ],
    thenVaries: true,
    async prepare(world) {
      const customerId = world.made.customer!.id;
      const lines = [{ description: 'Coffee', quantity: 2, unitPriceMinor: 5_000 }];
      const body = { customerId, lines, ownerId: world.owner.userId };
      await making('issued invoice', '/invoices', body)(world);
      await world.measured.host.settled(world.organization);
    },
    send: changing('issued invoice', 'POST', '/invoices/{id}/issue', { body: {} }),
  },
  {
    operation: 'payments.create',
    what: 'that settles an invoice',
    by: 'as payments.create; the invoice and its open page to pay by key',
    class: 'key',
    reads: [
      ...[rights, 'strong entry', 'strong member', 'strong customer', 'strong issued invoice'],
      // The page of a payment provider that could be open for the invoice.
      'strong entry',
    ],
    writes: [
      ...['put counter', 'transact unique value', 'transact payment', 'entry 1 payment entry'],
      ...['transact payment (created)', 'entry 2 recent entry', ...writtenAtLength('issued invoice')],
    ],
    thenVaries: true,
    async send(world) {
      const body = {
        customerId: world.made.customer!.id,
        ownerId: world.owner.userId,
        amount: { amountMinor: 5_000, currency: 'USD' },
        allocations: [{ invoiceId: world.made['issued invoice']!.id, amountMinor: 5_000 }],
      };
      return send('POST', '/payments', { body })(world);
    },
  },
];
