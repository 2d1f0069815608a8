import * as z from 'zod/mini';
import { quantity } from '../document-fields.ts';
import { id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { order } from './order.ts';

const base = '/v1/orgs/{orgId}/orders';
const one = `${base}/{id}` as const;

const delivered = z.strictObject({
  /** The position of the line, from 0. */
  line: z.int().check(z.gte(0), z.lt(limits.linesPerDocument)),
  quantity,
});

export const orders = recordResource(order, {
  fromDeal: operation({
    method: 'POST',
    path: `${base}/from-deal`,
    access: 'order:create',
    summary: 'Create an order from a deal, with its customer, contact, lines and owner.',
    description: 'A deal without lines becomes an order with one line: its title and value.',
    body: z.strictObject({ dealId: id }),
    output: order.record,
    status: 201,
  }),
  confirm: operation({
    method: 'POST',
    path: `${one}/confirm`,
    access: 'order:update',
    summary: 'Confirm a draft. Its customer, lines and amounts can no longer be changed.',
    output: order.record,
    ifMatch: true,
  }),
  fulfill: operation({
    method: 'POST',
    path: `${one}/fulfill`,
    access: 'order:update',
    summary: 'Record a delivery of a confirmed order: all that is left, or some quantities of some lines.',
    description: 'The order is fulfilled once nothing is left.',
    body: z.strictObject({
      delivered: z.optional(z.array(delivered).check(z.minLength(1), z.maxLength(limits.linesPerDocument))),
    }),
    output: order.record,
    ifMatch: true,
  }),
  cancel: operation({
    method: 'POST',
    path: `${one}/cancel`,
    access: 'order:update',
    summary: 'Cancel a draft or a confirmed order.',
    body: z.strictObject({ reason: z.optional(line(300)) }),
    output: order.record,
    ifMatch: true,
  }),
  reopen: operation({
    method: 'POST',
    path: `${one}/reopen`,
    access: 'order:update',
    summary: 'Make a confirmed order without deliveries, or a canceled one, a draft again.',
    description: 'Refused with 409 (`order_invoiced`) if invoices or drafts bill the order.',
    output: order.record,
    ifMatch: true,
  }),
});
