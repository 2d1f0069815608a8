import { a } from '#contract/noun.ts';
import { pluralIn } from '../plural.ts';
import { documentEvents } from './document-events.ts';
import { documentSending } from './document-sending.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('en');

const documents = (nouns: Nouns) => ({
  lines: 'Lines',
  noLines: 'No lines yet.',
  line: (place: number) => `Line ${place}`,
  addLine: 'Add line',
  removeLine: (place: number) => `Remove line ${place}`,
  moveUp: (place: number) => `Move line ${place} up`,
  moveDown: (place: number) => `Move line ${place} down`,
  product: nouns.product.One,
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  /** `count` is the number of decimals of a currency. */
  notAnAmount: (count: number) =>
    count === 0 ? 'Enter a whole amount' : `Enter an amount with at most ${count} decimals`,
  discount: 'Discount %',
  tax: 'Tax %',
  withholding: 'Withholding %',
  net: 'Amount',
  gross: 'Before discounts',
  discounts: 'Discounts',
  subtotal: 'Subtotal',
  taxAt: (percent: string, base: string) => `Tax ${percent} of ${base}`,
  withholdingAt: (percent: string, base: string) => `Withholding ${percent} of ${base}`,
  total: 'Total',
  tooLarge: 'These amounts are too large.',
  atMost: (amount: string) => `At most ${amount}`,
  overtaken: 'This was changed in the meantime. You now see its current state.',
  price: (place: number) => `Price ${place}`,
  addPrice: 'Add price',
  removePrice: 'Remove price',
  downloadPdf: 'Download PDF',
  pdfLanguage: 'Language of the PDF',
  usualLanguage: `The ${nouns.customer.one}’s language`,
});

const orders = (nouns: Nouns) => ({
  confirm: 'Confirm',
  confirmed: (code: string) => `${code} was confirmed`,
  fulfill: 'Deliver',
  fulfillTitle: (code: string) => `Delivery of ${code}`,
  fulfillText: 'Change the quantities if only a part was delivered.',
  fulfillAction: 'Record delivery',
  left: (quantity: string) => `${quantity} left`,
  nothing: 'Enter at least one quantity.',
  delivered: (code: string) => `A delivery of ${code} was recorded`,
  fulfilled: (code: string) => `${code} was fulfilled`,
  deliveredOf: (delivered: string, ordered: string) => `${delivered} of ${ordered} delivered`,
  cancel: `Cancel ${nouns.order.one}`,
  cancelTitle: (code: string) => `Cancel ${code}?`,
  cancelText: 'It is kept, and can be made a draft again.',
  reason: 'Reason (optional)',
  canceled: (code: string) => `${code} was canceled`,
  reopen: 'Back to draft',
  reopened: (code: string) => `${code} is a draft again`,
  fromDeal: `Create ${nouns.order.one}`,
  created: (code: string) => `${code} was created`,
  count: (count: number) => plural(count, { one: '# line', other: '# lines' }),
});

const quotes = (nouns: Nouns) => ({
  markSent: 'Mark as sent',
  sent: (code: string) => `${code} was sent`,
  accept: 'Mark as accepted',
  acceptTitle: (code: string) => `${code} was accepted`,
  accepted: (code: string) => `${code} was accepted`,
  decline: 'Mark as declined',
  declineTitle: (code: string) => `${code} was declined`,
  declined: (code: string) => `${code} was declined`,
  reason: 'Reason',
  by: 'Answered by',
  reopened: (code: string) => `${code} is a draft again`,
  fromDeal: `Create ${nouns.quote.one}`,
  created: (code: string) => `${code} was created`,
});

const invoices = (nouns: Nouns) => ({
  issue: 'Issue',
  issueTitle: (code: string) => `Issue ${code}?`,
  issueText: 'It gets the next number and can’t be changed any more.',
  issued: (number: string) => `${number} was issued`,
  pay: `Record ${nouns.payment.one}`,
  payOnline: `${nouns.payment.One} link`,
  payOnlineTitle: 'Pay online',
  payOnlineText: 'What is due can be paid on this page at Stripe within 24 hours.',
  payOnlineTest: 'Stripe is in test mode: no money moves.',
  credit: 'Credit note',
  creditTitle: (number: string) => `Credit note for ${number}`,
  creditText: 'It credits all that is left. It is issued at once and can’t be changed.',
  creditAction: 'Issue credit note',
  credited: (number: string) => `The credit note ${number} was issued`,
  void: 'Void',
  voidTitle: (number: string) => `Void ${number}?`,
  voided: (number: string) => `${number} was voided`,
  reason: 'Reason',
  fromDeal: `Create ${nouns.invoice.one}`,
  created: (code: string) => `${code} was created`,
});

const payments = (nouns: Nouns) => ({
  invoice: nouns.invoice.One,
  amount: 'Amount',
  amountFor: (title: string) => `Amount for ${title}`,
  chooseCustomer: `Choose ${a(nouns.customer)} first.`,
  named: 'Matches the reference:',
  nothingDue: 'Nothing is due in this currency.',
  left: (amount: string) => `${amount} not allocated`,
  spread: 'Settle the earliest due first',
  due: (amount: string) => `${amount} due`,
  onlyDue: (amount: string) => `Only ${amount} is due`,
  refund: 'Refund',
  refundTitle: (code: string) => `Refund of ${code}`,
  refundText: `What isn’t allocated is refunded first. ${nouns.invoice.Many} that it settles can be due again.`,
  refundAtStripeText: `Stripe pays the amount back. What isn’t allocated is refunded first. ${nouns.invoice.Many} that it settles can be due again.`,
  refundAction: 'Record refund',
  atStripe: 'Open in Stripe',
  refundedNow: (code: string) => `A refund of ${code} was recorded`,
  cancel: `Cancel ${nouns.payment.one}`,
  cancelTitle: (code: string) => `Cancel ${code}?`,
  cancelText: `For ${nouns.payment.many} recorded by mistake. The ${nouns.invoice.many} that it settles are due again.`,
  canceled: (code: string) => `${code} was canceled`,
  refunded: 'Refunded',
});

/** UI text for lines of documents, orders, invoices and payments, and for what happens to them. */
export const texts = (nouns: Nouns) => ({
  documents: documents(nouns),
  orders: orders(nouns),
  quotes: quotes(nouns),
  invoices: invoices(nouns),
  payments: payments(nouns),
  ...documentEvents(nouns),
  ...documentSending(nouns),
});
