import * as z from 'zod/mini';
import {
  documentEmail,
  documentEmailQuery,
  documentSending,
  newDocumentLink,
  sendingTexts,
} from '../document-sending.ts';
import { percentage, quantity } from '../document-fields.ts';
import { calendarDate, deliverableAddress, id, line, lines, positionIn, timestamp } from '../field.ts';
import { issueNotice } from '../issue-notices.ts';
import { languages } from '../language.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { invoice } from './invoice.ts';

const base = '/v1/orgs/{orgId}/invoices';
const one = `${base}/{id}` as const;

const creditedLine = z.strictObject({
  /** The position of the line, from 0. */
  line: positionIn(limits.linesPerDocument),
  /** By default, what isn’t credited yet of the line. */
  quantity: z.optional(quantity),
});

const creditedAmount = z.strictObject({
  /** The position of a line, from 0, whose rates then apply. Without it, the amount is of all lines with the same rates. */
  line: z.optional(creditedLine.shape.line),
  /** The net amount in minor units of the invoice’s currency, after discounts and before taxes. */
  netMinor: z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER)),
  /** What the credit note says. By default, the description of the line, or the reason. */
  description: z.optional(line(limits.lineCharacters)),
  /** The rates of the lines of which the amount is. Left out if they have none. */
  taxPercent: z.optional(percentage),
  withholdingPercent: z.optional(percentage),
});

/**
 * `scheduled`: there is a next one. `done`: there is none any more. `off` and `customer_off`: the invoice or its customer
 * has `paymentReminders` off. `draft`: it isn’t issued yet. `pending`: payments under way will settle what is due.
 * `not_owed`: nothing is due.
 */
const reminderStates = ['scheduled', 'done', 'off', 'customer_off', 'draft', 'pending', 'not_owed'] as const;

export const invoices = recordResource(invoice, {
  fromOrder: operation({
    method: 'POST',
    path: `${base}/from-order`,
    access: 'invoice:create',
    summary:
      'Create a draft with what isn’t billed yet of an order, and its customer, contact, notes and owner.',
    description: `The order must be confirmed or fulfilled. Each line has the quantity of the order’s line less what drafts and issued invoices of the order bill of it. Lines bill the line of the order that their \`orderLine\` names. Void and deleted invoices bill nothing, and neither do credited quantities. With \`delivered\`, each line has what was delivered of the order’s line, less what is billed. If nothing is left, the request is refused with 409 (\`order_billed\`, or \`order_delivery_billed\` with \`delivered\`). A request is also refused if more than ${limits.invoicesPerOrder} invoices and drafts bill the order (\`order_billed_often\`).`,
    body: z.strictObject({
      orderId: id,
      /** Whether to bill only what was delivered. */
      delivered: z.optional(z.boolean()),
    }),
    output: invoice.record,
    status: 201,
  }),
  fromDeal: operation({
    method: 'POST',
    path: `${base}/from-deal`,
    access: 'invoice:create',
    summary: 'Create a draft from a deal, with its customer, contact, lines and owner.',
    description: 'A deal without lines becomes a draft with one line: its title and value.',
    body: z.strictObject({ dealId: id }),
    output: invoice.record,
    status: 201,
  }),
  nextIssue: operation({
    method: 'GET',
    path: `${one}/next-issue`,
    access: 'invoice:update',
    needs: ['invoice:read'],
    summary: 'Get the number and the dates that a draft would have if it were issued now.',
    description:
      'Nothing is reserved: another invoice can take the number first. Refused as `issue` is if a date isn’t possible.',
    output: z.object({ number: z.string(), issuedOn: calendarDate, dueOn: calendarDate }),
    needsState: true,
  }),
  issue: operation({
    method: 'POST',
    path: `${one}/issue`,
    access: 'invoice:update',
    summary: 'Issue a draft: it gets the next number of its series and can no longer be changed.',
    description:
      'The date of issue can’t be before that of the last number of the series, or in the future. Without one, it is today or, if that is later because the organization’s time zone was changed, the date of the last number. The due date follows from the billing settings unless it is set. An invoice with lines of its order (`orderLine`) or its quote (`quoteLine`) is refused with 409 (`order_exceeded` or `quote_exceeded`) if issued invoices leave less of them to bill. The errors say how much is left of each line.',
    body: z.strictObject({
      issuedOn: z.optional(calendarDate),
      /** Whether the invoice may bill more than is left of its order or its quote. */
      beyondOrder: z.optional(z.boolean()),
    }),
    output: invoice.record,
    ifMatch: true,
  }),
  issueNotices: operation({
    method: 'GET',
    path: `${one}/issue-notices`,
    access: 'invoice:update',
    needs: ['invoice:read'],
    summary: 'Get what should be known before a draft is issued. Nothing of it prevents that.',
    description:
      'Says if the customer has no tax ID or address and, where the rule of the seller’s country is known, whether an invoice of this amount needs them (`rule`). In Spain, also says before the first invoice of an organization that other software will be needed from 2027 on, and in Colombia that invoices aren’t validated. The rules are no legal advice.',
    query: z.strictObject({
      /** Of the messages: by default, the language of the organization’s country. */
      language: z.optional(z.enum(languages)),
    }),
    output: z.object({ notices: z.array(issueNotice) }),
    needsState: true,
  }),
  email: operation({
    method: 'GET',
    path: `${one}/email`,
    access: 'invoice:update',
    needs: ['invoice:read'],
    summary: 'Get what an e-mail with an invoice or a credit note would say, and to whom it would go.',
    query: documentEmailQuery,
    output: documentEmail,
    needsState: true,
  }),
  send: operation({
    method: 'POST',
    path: `${one}/send`,
    access: 'invoice:update',
    summary: 'Send an invoice or a credit note that was issued to the customer by e-mail.',
    description: sendingTexts.description,
    body: documentSending,
    output: invoice.record,
    ifMatch: true,
  }),
  createLink: operation({
    method: 'POST',
    path: `${one}/links`,
    access: 'invoice:update',
    needs: ['invoice:read'],
    summary: 'Create a link with which the customer can view an invoice or a credit note that was issued.',
    description: sendingTexts.link,
    output: newDocumentLink,
    status: 201,
  }),
  revokeLinks: operation({
    method: 'POST',
    path: `${one}/revoke-links`,
    access: 'invoice:update',
    summary: 'Revoke all links to an invoice or a credit note.',
    description: sendingTexts.revoke,
    output: invoice.record,
    ifMatch: true,
  }),
  void: operation({
    method: 'POST',
    path: `${one}/void`,
    access: 'invoice:update',
    summary: 'Void an issued invoice without payments and credit notes. It keeps its number.',
    body: z.strictObject({ reason: line(300) }),
    output: invoice.record,
    ifMatch: true,
  }),
  checkout: operation({
    method: 'POST',
    path: `${one}/checkout`,
    access: 'invoice:update',
    needs: ['invoice:read'],
    summary: 'Get the address of a page at Stripe where the customer pays what is due.',
    description:
      'One page is open at a time: the same question gets the same address, and another one closes the page before. The address is valid for up to 24 hours. Refused with 409 (`payment_in_progress`) while payments that will settle all that is due are under way. Only if the organization is connected to Stripe. Once the customer has paid, there is a payment that settles the invoice.',
    output: z.object({ url: z.string() }),
  }),
  credit: operation({
    method: 'POST',
    path: `${one}/credit`,
    access: 'invoice:update',
    summary: 'Issue a credit note for all that is left of an invoice, for some of its lines, or for amounts.',
    description:
      'The credit note has a number of its own series. Several credit notes amount to what one for all of their lines would, so that their rounded taxes add up to those of the invoice. What was paid beyond the new amount is no longer allocated to the invoice, but stays with its payments. Returns the credit note.',
    body: z.strictObject({
      reason: line(300),
      lines: z.optional(z.array(creditedLine).check(z.minLength(1), z.maxLength(limits.linesPerDocument))),
      /** Instead of `lines`: net amounts, of lines or of rates. */
      amounts: z.optional(
        z.array(creditedAmount).check(z.minLength(1), z.maxLength(limits.linesPerDocument)),
      ),
    }),
    output: invoice.record,
    status: 201,
    ifMatch: true,
  }),
  reminders: operation({
    method: 'GET',
    path: `${one}/reminders`,
    access: 'invoice:read',
    summary: 'Get when the customer is next reminded of an invoice, and at which address.',
    description:
      'Reminders follow from the due date and the billing settings. Of several that were missed, one is sent. The invoice has the number of those that were sent and the time of the last one. Until one was sent, `skippedAt` is the time of the last one that was over when the invoice was issued, so that it isn’t sent. The address, and that the customer wants no reminders (`customer_off`), are told those who can send some.',
    output: z.object({
      state: z.enum(reminderStates),
      nextAt: z.optional(timestamp),
      skippedAt: z.optional(timestamp),
      email: z.optional(z.string()),
    }),
  }),
  remind: operation({
    method: 'POST',
    path: `${one}/remind`,
    access: 'invoice:update',
    summary: 'Send a reminder of an invoice to its customer now.',
    description:
      'It is sent even if `paymentReminders` of the invoice or its customer is false, and counts toward the daily limits on e-mails. Later reminders aren’t affected.',
    body: z.strictObject({
      /** By default, the billing e-mail of the customer. Another address requires the permission to read the invoice. */
      email: z.optional(deliverableAddress),
      message: z.optional(lines(limits.documentMessageCharacters)),
    }),
    output: invoice.record,
    ifMatch: true,
  }),
});
