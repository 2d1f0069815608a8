import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const listText = listIn('en');

/** What precedes the link to a document in a line of a timeline. Those in `by` follow the name of a person. */
const documentLines = ({ quote, order, invoice, payment, issue }: Nouns) => ({
  by: {
    quote: { created: `created the ${quote.one}` },
    order: { created: `created the ${order.one}` },
    invoice: { created: `drafted the ${invoice.one}`, credited: 'issued the credit note' },
    issue: { created: `opened the ${issue.one}` },
    payment: { received: `recorded the ${payment.one}`, pending: `recorded the pending ${payment.one}` },
  },
  of: {
    quote: {
      sent: `${quote.One} sent:`,
      markedSent: `${quote.One} marked as sent:`,
      accepted: `${quote.One} accepted:`,
      declined: `${quote.One} declined:`,
    },
    order: {
      confirmed: `${order.One} confirmed:`,
      fulfilled: `${order.One} fulfilled:`,
      canceled: `${order.One} canceled:`,
    },
    invoice: {
      issued: `${invoice.One} issued:`,
      overdue: `${invoice.One} overdue:`,
      reminded: 'Payment reminder sent:',
      paid: `${invoice.One} paid:`,
      voided: `${invoice.One} voided:`,
    },
    issue: { created: `${issue.One} opened:`, resolved: `${issue.One} resolved:` },
    payment: { refunded: 'Refund of', canceled: `${payment.One} canceled:` },
  },
});

const reminders = ({ invoice, customer }: Nouns) => ({
  title: 'Payment reminders',
  next: (when: string) => `Next: ${when}`,
  skipped: (when: string) => `Skipped: ${when}, before the ${invoice.one} was issued`,
  states: {
    done: 'No further reminder is planned.',
    off: `Turned off for this ${invoice.one}.`,
    customer_off: `Turned on here, but off for this ${customer.one}.`,
    not_owed: 'Nothing is due.',
    pending: 'Paused while a payment is being processed.',
    draft: `They begin once the ${invoice.one} is issued.`,
  },
  sent: (count: number, when: string) =>
    plural(count, { one: '# sent', other: '# sent' }) + (when ? `, last on ${when}` : ''),
  undeliverable: `Reminders can’t be sent: the address of this ${customer.one} has accents or letters other than a–z before the @.`,
  notSent: `The last one wasn’t sent: this ${customer.one} had no e-mail address.`,
  send: 'Send reminder now',
  sendTitle: (title: string) => `Reminder for ${title}`,
  sendText: (amount: string) => `It asks for ${amount} and has a link to the ${invoice.one}.`,
  done: (email: string) => `The reminder is on its way to ${email}`,
  failed: 'The reminders could not be loaded',
});

const balance = ({ quote, order, invoice, customer }: Nouns) => ({
  title: 'Balance',
  due: 'Due',
  overdue: 'Overdue',
  credit: 'Credit left',
  even: 'Nothing is due.',
  partial: `Only what you can see of this ${customer.one}.`,
  failed: 'The balance could not be loaded',
  deleteTitle: (title: string) => `Delete ${title}?`,
  unpaid: (count: number, amounts: readonly string[]) =>
    `${plural(count, { one: `There is # unpaid ${invoice.one}`, other: `There are # unpaid ${invoice.many}` })} (${listText(amounts)}). ${count === 1 ? 'It' : 'They'} will still be due.`,
  unpaidOfAll: `Unpaid ${invoice.many} will still be due.`,
  first: `Nothing sold to this ${customer.one} yet`,
  firstText: `Start with ${a(quote)} or ${a(order)}, or bill directly with ${a(invoice)}.`,
});

export const documentEvents = (nouns: Nouns) => ({
  documentLines: documentLines(nouns),
  reminders: reminders(nouns),
  balance: balance(nouns),
});
