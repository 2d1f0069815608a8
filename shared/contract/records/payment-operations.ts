import * as z from 'zod/mini';
import { line } from '../field.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { payment } from './payment.ts';

const one = '/v1/orgs/{orgId}/payments/{id}';
const positive = z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER));

export const payments = recordResource(payment, {
  refund: operation({
    method: 'POST',
    path: `${one}/refund`,
    access: 'payment:update',
    summary: 'Record that a part of a payment, or all of it, was paid back.',
    description:
      'What isn’t allocated is refunded first, then what is allocated last. The invoices concerned are due again by that amount.',
    body: z.strictObject({ amountMinor: positive, reason: z.optional(line(300)) }),
    output: payment.record,
    ifMatch: true,
  }),
  cancel: operation({
    method: 'POST',
    path: `${one}/cancel`,
    access: 'payment:update',
    summary: 'Cancel a payment that was recorded by mistake. It no longer settles any invoice.',
    body: z.strictObject({ reason: z.optional(line(300)) }),
    output: payment.record,
    ifMatch: true,
  }),
});
