import { a } from '#contract/noun.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { portalIssues } from './portal-issues.ts';

const plural = pluralIn('en');

/** What lists of the customer's documents say: those that the organization makes, and those that the customer does. */
const listed = ({ many, Many }: Noun, isOwn = false) => ({
  failed: `The ${many} could not be loaded`,
  none: `No ${many} yet`,
  noneText: (organization: string) =>
    isOwn
      ? `Your ${many} to ${organization} will appear here.`
      : `${Many} from ${organization} will appear here.`,
});

const frame = ({ quote, order, invoice, payment, issue }: Nouns) => ({
  nav: {
    home: 'Home',
    quotes: quote.Many,
    orders: order.Many,
    invoices: invoice.Many,
    payments: payment.Many,
    issues: issue.Many,
    profile: 'Profile',
  },
  more: 'More',
  signedInAs: (email: string) => `Signed in as ${email}`,
  signOut: 'Sign out',
  showMore: 'Show more',
  back: (to: string) => `Back to ${to}`,
  failed: 'The portal could not be loaded',
  choose: 'Choose a portal',
  chooseText: 'Several organizations have given you access to their portal.',
});

const preview = ({ customer }: Nouns) => ({
  mark: (name: string) =>
    `You’re viewing the portal as ${name}, as far as you have access. You can’t make changes.`,
  back: `Back to the ${customer.one}`,
  noCustomer: `This ${customer.one} doesn’t exist, or you don’t have access to it.`,
});

const noAccess = {
  title: 'You don’t have access to this portal',
  text: 'Your access may have been removed. If you think that’s a mistake, ask the organization.',
  others: 'Your other organizations',
};

const home = ({ quote, invoice, payment, issue }: Nouns) => ({
  hello: (name: string) => (name ? `Hello, ${name}` : 'Hello'),
  due: 'Amount due',
  overdue: (amount: string) => `${amount} overdue`,
  unpaid: (count: number) =>
    plural(count, { one: `# unpaid ${invoice.one}`, other: `# unpaid ${invoice.many}` }),
  pay: 'View and pay',
  nothingDue: 'Nothing is due',
  nothingDueText: `You have no unpaid ${invoice.many}.`,
  credit: 'Your credit',
  creditText: `${payment.Many} that haven’t been applied to ${a(invoice)} yet.`,
  toPayments: `View ${payment.many}`,
  openIssues: (count: number) => plural(count, { one: `# open ${issue.one}`, other: `# open ${issue.many}` }),
  openQuotes: (count: number) =>
    plural(count, {
      one: `# ${quote.one} is waiting for your answer`,
      other: `# ${quote.many} are waiting for your answer`,
    }),
  waiting: 'In progress',
  shortcuts: 'Shortcuts',
  vendor: (organization: string) =>
    `${organization} uses the e-mail address and phone numbers in your profile. Keep them up to date.`,
  toProfile: 'Open profile',
});

const documents = ({ invoice }: Nouns) => ({
  awaiting: 'Awaiting your answer',
  view: 'View',
  answer: 'View and answer',
  pay: 'View and pay',
  pdf: 'PDF',
  pdfOf: (code: string) => `PDF of ${code}`,
  viewOf: (action: string, code: string) => `${action}: ${code}`,
  notOpened: (why: string) => `It could not be opened: ${why}`,
  all: 'All',
  unpaid: 'Unpaid',
  show: 'Show',
  noneUnpaid: 'Nothing to pay',
  noneUnpaidText: `You have no unpaid ${invoice.many}.`,
  creditNote: 'Credit note',
  quoted: (date: string) => `Dated ${date}`,
  ordered: (date: string) => `Placed ${date}`,
  issued: (date: string) => `Issued ${date}`,
  validUntil: (date: string) => `Valid until ${date}`,
  dueOn: (date: string) => `Due ${date}`,
  due: (amount: string) => `${amount} due`,
  underWay: (amount: string) => `A payment of ${amount} is being processed`,
  reference: (reference: string) => `Your reference: ${reference}`,
  refunded: (amount: string) => `${amount} refunded`,
  settles: (invoices: string) => `For ${invoices}`,
  settledOf: (number: string, amount: string) => `${number} (${amount})`,
  withWithheld: (invoice: string, amount: string) => `${invoice}, of which ${amount} withheld`,
});

const order = {
  lines: 'Items',
  description: 'Description',
  quantity: 'Quantity',
  price: 'Unit price',
  amount: 'Amount',
  less: (percent: string) => `${percent} discount`,
  delivered: 'Delivered',
  deliveredOf: (done: string, all: string) => `${done} of ${all}`,
  gross: 'Before discounts',
  discounts: 'Discounts',
  subtotal: 'Subtotal',
  taxAt: (percent: string, base: string) => `Tax ${percent} on ${base}`,
  totalWithTax: 'Total with tax',
  totalBeforeWithholding: 'Total before withholding',
  withholdingAt: (percent: string, base: string) => `Withholding ${percent} on ${base}`,
  total: 'Total',
};

const profile = ({ customer }: Nouns) => ({
  lead: (organization: string) => `The details that ${organization} has about you.`,
  own: 'Your details',
  emailHelp: (organization: string) => `You sign in with this address. Only ${organization} can change it.`,
  notices: 'E-mail me when there’s an answer',
  saved: 'Saved',
  overtaken: 'Your details were changed in the meantime. Check them and save again.',
  billing: 'Billing details',
  billingText: (organization: string) =>
    `This is how ${organization} addresses you on documents. If something isn’t right, let them know.`,
  billingName: customer.One,
  legalName: 'Legal name',
  taxId: 'Tax ID',
  address: 'Address',
  display: 'Display',
  theme: 'Theme',
  account: 'Your account',
  accountText: 'Download your data, or delete your account',
});

/** UI text of the customer portal. */
export const texts = (nouns: Nouns) => ({
  portal: {
    ...frame(nouns),
    preview: preview(nouns),
    noAccess,
    home: home(nouns),
    quotes: listed(nouns.quote),
    orders: listed(nouns.order, true),
    invoices: listed(nouns.invoice),
    payments: listed(nouns.payment, true),
    documents: documents(nouns),
    order,
    profile: profile(nouns),
  },
  portalIssues: portalIssues(nouns),
});
