import type { UntaxedKind } from '#contract/document-fields.ts';
import type { ChargeProblem } from '#contract/stripe-amount.ts';
import { a } from '#contract/noun.ts';
import { documentEvents } from './document-events.ts';
import { documentSending } from './document-sending.ts';
import { unreported } from './unreported.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const listText = listIn('en');

const untaxedKinds: Record<UntaxedKind, string> = {
  exempt: 'Exempt',
  outside: 'Not subject to tax',
  disbursement: 'Disbursement',
};

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
  unit: 'Unit',
  unitPrice: 'Unit price',
  discount: 'Discount %',
  tax: 'Tax %',
  withholding: 'Withholding %',
  /** Why a line has no tax. */
  untaxed: 'Without tax',
  untaxedAdd: 'Say why there is no tax',
  untaxedNone: 'No reason',
  untaxedKinds,
  untaxedReason: 'Provision or reason (optional)',
  untaxedAs: (kind: UntaxedKind, reason: string | undefined) =>
    reason === undefined ? untaxedKinds[kind] : `${untaxedKinds[kind]}: ${reason}`,
  newWithholding: (percent: string) => `A new line starts with the withholding of the last one: ${percent}.`,
  net: 'Amount',
  /** Where the rate of a line comes from. */
  origins: { product: 'product’s rate', country: 'standard rate', above: 'as above' },
  gross: 'Before discounts',
  discounts: 'Discounts',
  subtotal: 'Subtotal',
  taxAt: (percent: string, base: string) => `Tax ${percent} on ${base}`,
  withholdingAt: (percent: string, base: string) => `Withholding ${percent} on ${base}`,
  /** Below a line, such as "10% off" and "21% tax". */
  discountAt: (percent: string) => `${percent} off`,
  taxOf: (percent: string) => `${percent} tax`,
  withholdingOf: (percent: string) => `${percent} withholding`,
  totalWithTax: 'Total with tax',
  totalBeforeWithholding: 'Total before withholding',
  total: 'Total',
  tooLarge: 'These amounts are too large.',
  atMost: (amount: string) => `At most ${amount}`,
  create: ({ one }: Noun) => `Create ${one}`,
  created: (code: string) => `${code} was created`,
  reopen: 'Back to draft',
  reopened: (code: string) => `${code} is a draft again`,
  reason: 'Reason',
  anotherTitle: ({ one }: Noun) => `Create another ${one}?`,
  anotherText: (title: string) => `${title} was already created from this.`,
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
  correct: 'Correct delivery',
  correctTitle: (code: string) => `Correct the delivery of ${code}`,
  correctText: 'Enter how much of each line was delivered so far. The history keeps the change.',
  correctAction: 'Save',
  ordered: (quantity: string) => `${quantity} ordered`,
  corrected: (code: string) => `The delivery of ${code} was corrected`,
  deliveryUndone: (code: string) => `The delivery of ${code} was undone`,
  belowTitle: 'Record less than was invoiced?',
  belowLine: (description: string, quantity: string, invoiced: string) =>
    `${description}: ${quantity} delivered, ${invoiced} invoiced.`,
  belowText: `If ${a(nouns.invoice)} is wrong, too, void or credit it. If it bills in advance, continue.`,
  belowAction: 'Correct anyway',
  cancel: `Cancel ${nouns.order.one}`,
  cancelTitle: (code: string) => `Cancel ${code}?`,
  cancelText: `It is kept, and its ${nouns.invoice.many} don’t change. Without ${nouns.invoice.many}, it can be made a draft again.`,
  reason: 'Reason (optional)',
  canceled: (code: string) => `${code} was canceled`,
  restCreated: (code: string) => `${code} was created with what wasn’t billed yet`,
  deliveredCreated: (code: string) => `${code} was created with what was delivered`,
  billTitle: (code: string) => `${nouns.invoice.One} from ${code}`,
  billScope: 'What to bill',
  billScopes: {
    delivered: { label: 'What was delivered', text: 'The delivered quantities that aren’t billed yet.' },
    rest: { label: `The whole ${nouns.order.one}`, text: 'All quantities that aren’t billed yet.' },
  },
  notBilled: 'Nothing billed yet',
  billed: (amounts: readonly string[], total: string) => `Billed: ${listText(amounts)} of ${total}`,
  /** Follows what is billed, such as ", and €500.00 in 1 draft". */
  withDrafts: (billed: string, amounts: readonly string[], count: number) =>
    `${billed}, and ${listText(amounts)} in ${plural(count, { one: '# draft', other: '# drafts' })}`,
  billedPartial: `Only the ${nouns.invoice.many} that you can see.`,
  billedFailed: 'What is billed could not be loaded',
  remainTitle: `This ${nouns.order.one} is canceled, but its ${nouns.invoice.many} remain`,
  remainText: `You can void or credit issued ${nouns.invoice.many}, and delete drafts.`,
  remainThen: `After that, the ${nouns.order.one} can be made a draft again.`,
});

const quotes = (nouns: Nouns) => ({
  restoreOrder: `This ${nouns.quote.one} became this ${nouns.order.one}. Restore it to continue with it.`,
  markSent: 'Mark as sent',
  markSentTitle: (code: string) => `Mark ${code} as sent?`,
  markedSent: (code: string) => `${code} is marked as sent`,
  accept: 'Mark as accepted',
  acceptTitle: (code: string) => `Mark ${code} as accepted`,
  accepted: (code: string) => `${code} was accepted`,
  decline: 'Mark as declined',
  declineTitle: (code: string) => `Mark ${code} as declined`,
  declined: (code: string) => `${code} was declined`,
  by: 'Answered by',
  withdrawTitle: (code: string) => `Make ${code} a draft again?`,
  /** `by` is who answered, if that is known. */
  acceptedBy: (by: string | undefined, moment: string) =>
    by === undefined ? `It was accepted on ${moment}.` : `${by} accepted it on ${moment}.`,
  declinedBy: (by: string | undefined, moment: string) =>
    by === undefined ? `It was declined on ${moment}.` : `${by} declined it on ${moment}.`,
  withdrawText: `That answer is discarded: the ${nouns.customer.one} has to answer again once you send a new version. Until then, links to it say that you withdrew it. The history keeps who answered.`,
  withdrawKeep: 'Keep the answer',
});

const invoices = (nouns: Nouns) => ({
  issue: 'Issue',
  issueTitle: (code: string) => `Issue ${code}?`,
  issueText: 'It gets the next number, and can’t be changed after that.',
  nextFailed: 'The next number couldn’t be loaded',
  nextNumber: 'Next number',
  nextDate: 'Date of issue',
  nextDue: 'Due date',
  nextNote: `The number isn’t reserved: if another ${nouns.invoice.one} is issued first, this one gets the one after it.`,
  issued: (number: string) => `${number} was issued`,
  openBilling: 'Open the billing settings',
  openCustomer: `Open the ${nouns.customer.one}`,
  notChecked: `Whether the ${nouns.customer.one} has what ${a(nouns.invoice)} needs couldn’t be checked.`,
  unreported,
  beyondTitle: (source: Noun) => `Bill more than is left of the ${source.one}?`,
  beyondLine: (description: string, quantity: string, left: string) =>
    `${description}: ${quantity} here, ${left} left.`,
  beyondMore: (count: number) => `And ${count} more ${count === 1 ? 'line' : 'lines'}.`,
  beyondText: `If another ${nouns.invoice.one} already bills this, delete this draft or reduce its quantities.`,
  beyondAction: 'Issue anyway',
  pay: `Record ${nouns.payment.one}`,
  restoreCustomer: `${nouns.payment.Many} can be recorded once it is restored.`,
  payOnline: `Create ${nouns.payment.one} link`,
  payOnlineTitle: 'Pay online',
  payOnlineText: 'The amount due can be paid on this page of Stripe within 24 hours.',
  notOnline: (why: ChargeProblem, least: string, most: string) =>
    ({
      too_small: `Stripe charges ${least} at least, so this amount can’t be paid online.`,
      too_large: `Stripe charges ${most} at most, so this amount can’t be paid online.`,
      inexact: 'Stripe would have to round this amount, so it can’t be paid online.',
    })[why],
  notOnlineInstead: 'Ask for a bank transfer: documents and their pages state your bank details.',
  bankDetails: 'Bank details',
  payOnlineTest: 'Stripe is in test mode: no money is moved.',
  credit: 'Issue credit note',
  creditTitle: (number: string) => `Credit note for ${number}`,
  creditText: 'A credit note is issued at once and can’t be changed.',
  creditScope: 'What to credit',
  creditScopes: {
    all: { label: `The whole ${nouns.invoice.one}`, text: 'All its lines, whether they are paid or not.' },
    rest: {
      label: 'What wasn’t credited before',
      text: `All lines of the ${nouns.invoice.one}, less its earlier credit notes.`,
    },
    some: { label: 'Single lines', text: 'Enter how much of each line to credit.' },
    amount: {
      label: 'An amount',
      text: 'Enter a net amount, such as for a discount that was agreed later.',
    },
  },
  creditOf: 'Of',
  creditAllWith: (rates: string) => `All lines with ${rates}`,
  creditUntaxed: 'no tax',
  creditNet: 'Amount before tax',
  creditDescription: 'If empty, that of the line or the reason.',
  freed: (amount: string) =>
    `${amount} of what was paid will no longer be allocated and becomes the ${nouns.customer.one}’s credit.`,
  freedWithheld: (amount: string) => `${amount} that was withheld no longer counts as paid.`,
  credited: (number: string) => `The credit note ${number} was issued`,
  void: 'Void',
  voidTitle: (number: string) => `Void ${number}?`,
  voided: (number: string) => `${number} was voided`,
});

const payments = (nouns: Nouns) => ({
  amount: 'Amount',
  amountFor: (title: string) => `Amount for ${title}`,
  withheldFor: (title: string) => `Withheld from ${title}`,
  withholding: 'Add withholding',
  withholdingText: `What the ${nouns.customer.one} withheld as tax. It settles the ${nouns.invoice.one} too, but isn’t part of the amount received.`,
  withheld: (amount: string) => `${amount} withheld`,
  chooseCustomer: `Choose ${a(nouns.customer)} first.`,
  named: 'Matches the reference:',
  nothingDue: 'Nothing is due in this currency.',
  left: (amount: string) => `${amount} not allocated`,
  spread: 'Settle the earliest due first',
  due: (amount: string) => `${amount} due`,
  disputed: 'Lost dispute',
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
  cancelAtStripeText:
    'This is possible only while its Stripe account isn’t connected. Check the outcome in Stripe, and record any money you received by hand.',
  canceled: (code: string) => `${code} was canceled`,
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
