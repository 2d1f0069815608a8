import * as z from 'zod/mini';
import { quantity, quantityOrNone } from '../document-fields.ts';
import { id, line, positionIn } from '../field.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { order } from './order.ts';

const base = '/v1/orgs/{orgId}/orders';
const one = `${base}/{id}` as const;

const delivered = z.strictObject({
  /** The position of the line, from 0. */
  line: positionIn(limits.linesPerDocument),
  quantity,
});

const deliveredSoFar = z.extend(delivered, { quantity: quantityOrNone });

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
  correctDelivery: operation({
    method: 'POST',
    path: `${one}/correct-delivery`,
    access: 'order:update',
    summary: 'Correct how much of some lines of a confirmed or fulfilled order was delivered so far.',
    description:
      'Each quantity replaces the line’s delivered quantity; zero undoes its deliveries. Other lines don’t change. The order is confirmed again if something is left, and fulfilled if nothing is. The history has the quantities before and after. A quantity that is lower than before and than what issued invoices bill of the line is refused with 409 (`order_delivery_invoiced`). The errors say how much is invoiced.',
    body: z.strictObject({
      delivered: z.array(deliveredSoFar).check(z.minLength(1), z.maxLength(limits.linesPerDocument)),
      /** Whether less may be delivered than is invoiced, such as if invoices bill in advance. */
      belowInvoiced: z.optional(z.boolean()),
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
