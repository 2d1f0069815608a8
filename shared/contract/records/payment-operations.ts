import * as z from 'zod/mini';
import { id, line, money } from '../field.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { payment } from './payment.ts';

const base = '/v1/orgs/{orgId}/payments';
const one = `${base}/{id}` as const;
const positive = z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER));

/** An invoice that a reference names, with what is due of it. */
const match = z.object({
  invoiceId: id,
  title: z.string(),
  customerId: z.optional(id),
  due: money,
});

export const payments = recordResource(payment, {
  matches: operation({
    method: 'GET',
    path: `${base}/matches`,
    access: 'payment:create',
    summary: 'Find the invoices whose numbers the reference of a transfer contains.',
    description: 'Only invoices that you can see and of which something is due.',
    query: z.strictObject({ reference: line(140) }),
    output: z.object({ items: z.array(match) }),
  }),
  refund: operation({
    method: 'POST',
    path: `${one}/refund`,
    access: 'payment:update',
    summary: 'Pay back a part of a payment, or all of it, or record that you did.',
    description:
      'What isn’t allocated is refunded first, then what is allocated last. The invoices concerned are due again by that amount. If Stripe collected the payment, it also pays the amount back.',
    body: z.strictObject({ amountMinor: positive, reason: z.optional(line(300)) }),
    output: payment.record,
    ifMatch: true,
  }),
  cancel: operation({
    method: 'POST',
    path: `${one}/cancel`,
    access: 'payment:update',
    summary: 'Cancel a payment that was recorded by mistake. It no longer settles any invoice.',
    description:
      'A payment of Stripe can be canceled only if it is pending and the connected account doesn’t have it, or none is connected. If the account is connected again, the payment becomes what it is at Stripe with the next event about it.',
    body: z.strictObject({ reason: z.optional(line(300)) }),
    output: payment.record,
    ifMatch: true,
  }),
});
