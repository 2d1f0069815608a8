import * as z from 'zod/mini';
import {
  documentEmail,
  documentEmailQuery,
  documentSending,
  newDocumentLink,
  sendingTexts,
} from '../document-sending.ts';
import { id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { invoice } from './invoice.ts';
import { order } from './order.ts';
import { quote } from './quote.ts';

const base = '/v1/orgs/{orgId}/quotes';
const one = `${base}/{id}` as const;
const by = line(120);

export const quotes = recordResource(quote, {
  fromDeal: operation({
    method: 'POST',
    path: `${base}/from-deal`,
    access: 'quote:create',
    summary: 'Create a draft from a deal, with its customer, contact, lines and owner.',
    description: 'A deal without lines becomes a draft with one line: its title and value.',
    body: z.strictObject({ dealId: id }),
    output: quote.record,
    status: 201,
  }),
  markSent: operation({
    method: 'POST',
    path: `${one}/mark-sent`,
    access: 'quote:update',
    summary: 'Record that a draft was sent to the customer. Its lines and amounts can no longer be changed.',
    output: quote.record,
    ifMatch: true,
  }),
  email: operation({
    method: 'GET',
    path: `${one}/email`,
    access: 'quote:update',
    needs: ['quote:read'],
    summary: 'Get what an e-mail with a quote would say, and to whom it would go.',
    query: documentEmailQuery,
    output: documentEmail,
    needsState: true,
  }),
  send: operation({
    method: 'POST',
    path: `${one}/send`,
    access: 'quote:update',
    summary: 'Send a quote to the customer by e-mail. A draft can no longer be changed after that.',
    description: sendingTexts.description,
    body: documentSending,
    output: quote.record,
    ifMatch: true,
  }),
  createLink: operation({
    method: 'POST',
    path: `${one}/links`,
    access: 'quote:update',
    needs: ['quote:read'],
    summary: 'Create a link with which the customer can view and answer a quote that was sent.',
    description: sendingTexts.link,
    output: newDocumentLink,
    status: 201,
  }),
  revokeLinks: operation({
    method: 'POST',
    path: `${one}/revoke-links`,
    access: 'quote:update',
    summary: 'Revoke all links to a quote.',
    description: sendingTexts.revoke,
    output: quote.record,
    ifMatch: true,
  }),
  accept: operation({
    method: 'POST',
    path: `${one}/accept`,
    access: 'quote:update',
    summary: 'Record that the customer has accepted a quote.',
    body: z.strictObject({ by: z.optional(by) }),
    output: quote.record,
    ifMatch: true,
  }),
  decline: operation({
    method: 'POST',
    path: `${one}/decline`,
    access: 'quote:update',
    summary: 'Record that the customer has declined a quote.',
    body: z.strictObject({ by: z.optional(by), reason: z.optional(line(300)) }),
    output: quote.record,
    ifMatch: true,
  }),
  reopen: operation({
    method: 'POST',
    path: `${one}/reopen`,
    access: 'quote:update',
    summary: 'Make a quote a draft again, unless it became an order.',
    description: 'Refused with 409 (`quote_invoiced`) if invoices or drafts bill the quote.',
    output: quote.record,
    ifMatch: true,
  }),
  toOrder: operation({
    method: 'POST',
    path: `${one}/order`,
    access: 'quote:update',
    summary: 'Create an order with the customer, lines and owner of an accepted quote. Returns the order.',
    needs: ['order:create', 'quote:read'],
    output: order.record,
    shows: 'order:read',
    description:
      'Refused with 409 if the quote has an order (`quote_ordered`, or `quote_order_in_trash` for one that can be restored), or if invoices or drafts bill it (`quote_invoiced`).',
    status: 201,
    ifMatch: true,
  }),
  toInvoice: operation({
    method: 'POST',
    path: `${one}/invoice`,
    access: 'quote:update',
    summary:
      'Create a draft with what isn’t billed yet of an accepted quote, and its customer, contact, notes and owner. Returns the draft.',
    needs: ['invoice:create', 'quote:read'],
    output: invoice.record,
    shows: 'invoice:read',
    description: `For quotes without an order: if the quote became one, bill that (409, \`quote_ordered\`, or \`quote_order_in_trash\` for one that can be restored). Each line has the quantity of the quote’s line less what drafts and issued invoices of the quote bill of it. Lines bill the line of the quote that their \`quoteLine\` names. Void and deleted invoices bill nothing, and neither do credited quantities. If nothing is left, the request is refused with 409 (\`quote_billed\`), and so is one after ${limits.invoicesPerQuote} invoices of the quote (\`quote_billed_often\`).`,
    status: 201,
    ifMatch: true,
  }),
});
