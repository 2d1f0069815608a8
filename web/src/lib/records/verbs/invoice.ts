import Ban from '@lucide/svelte/icons/ban';
import Banknote from '@lucide/svelte/icons/banknote';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Link from '@lucide/svelte/icons/link';
import Send from '@lucide/svelte/icons/send';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { DocumentSending } from '#contract/document-sending.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { chargeProblem } from '#contract/stripe-amount.ts';
import { client } from '#lib/api/client.ts';
import { createQuery } from '#lib/api/create-query.svelte.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { may } from '#lib/workspace.ts';
import { payable, paymentLinkQuery, stripeQuery } from '../documents/payment-link.ts';
import { payingCustomer } from '../documents/related-in-trash.ts';
import { savePdf } from './save-pdf.ts';
import type { Verb, VerbContext, VerbList } from './verb.ts';

const isOwed = ({ meaning }: VerbContext): boolean => meaning === 'open' || meaning === 'overdue';
const isDraft = ({ meaning = 'draft' }: VerbContext): boolean => meaning === 'draft';

/** Whether payments that take days will settle all that is due. */
const isUnderWay = ({ due, pending }: Invoice): boolean =>
  pending.amountMinor > 0 && pending.amountMinor >= due.amountMinor;

const takesLink = (invoice: Invoice, context: VerbContext): boolean =>
  context.mayUpdate && isOwed(context) && !isUnderWay(invoice);

function useFacts(invoice: () => Invoice, context: () => VerbContext) {
  const customer = createQuery(() => payingCustomer(context().workspace, invoice()));
  const stripe = createQuery(() => ({
    ...stripeQuery(context().workspace),
    enabled: takesLink(invoice(), context()),
  }));
  return {
    get isCustomerInTrash() {
      return customer.data?.deletedAt !== undefined;
    },
    get takesPaymentsOnline() {
      return stripe.data?.status === 'ready';
    },
  };
}
type Facts = ReturnType<typeof useFacts>;

/** Opens the form of a payment with all that is due. */
const recordPayment: Verb<Invoice, Facts> = {
  title: () => t.invoices.pay,
  icon: Banknote,
  look: 'primary',
  if: (_, context) =>
    isOwed(context) && may(context.workspace, 'payment:create') && !context.facts.isCustomerInTrash,
  href: ({ id, customerId, due: { amountMinor, currency } }, { workspace }) => {
    const values = {
      customerId: String(customerId),
      amount: `${amountMinor}${currency}`,
      allocations: `${id}:${amountMinor}`,
    };
    return `${workspace.base}/payments/new?${new URLSearchParams(values)}`;
  },
};

const createPaymentLink: Verb<Invoice, Facts> = {
  title: () => t.invoices.payOnline,
  icon: Link,
  if: (invoice, context) => takesLink(invoice, context) && context.facts.takesPaymentsOnline,
  beforeDialog: async (invoice, { workspace }) => {
    const { amountMinor, currency } = payable(invoice);
    if (!chargeProblem(amountMinor, currency))
      await queryClient.query(paymentLinkQuery(workspace, invoice.id));
  },
  dialog: () => import('../documents/PaymentLink.svelte'),
};

const issue: Verb<Invoice, Facts, { beyondOrder?: true }> = {
  title: () => t.invoices.issue,
  icon: CircleCheck,
  look: 'primary',
  if: (_, context) => context.mayUpdate && isDraft(context),
  dialog: () => import('../documents/IssueInvoice.svelte'),
  run: async ({ id, version }, { workspace: { orgId } }, body) => {
    const record = await client.invoices.issue({ orgId, id, body }, { version });
    return { record, text: t.invoices.issued(record.title) };
  },
};

const send: Verb<Invoice, Facts, DocumentSending & { email: string }> = {
  title: ({ sentAt }) => (sentAt ? t.sending.again : t.sending.open),
  icon: Send,
  if: (_, context) => context.mayUpdate && !isDraft(context) && context.meaning !== 'void',
  dialog: () => import('../documents/SendDocument.svelte'),
  run: async ({ id, version }, { workspace: { orgId } }, body) => {
    const record = await client.invoices.send({ orgId, id, body }, { version });
    return { record, text: t.sending.done(body.email) };
  },
};

const credit: Verb<Invoice, Facts, CreditBody> = {
  title: () => t.invoices.credit,
  icon: Undo2,
  if: ({ credited, total }, context) =>
    context.mayUpdate &&
    (isOwed(context) || context.meaning === 'paid') &&
    credited.amountMinor < total.amountMinor,
  dialog: () => import('../documents/CreditInvoice.svelte'),
  run: async ({ id, version }, { workspace: { orgId } }, body) => {
    const note = await client.invoices.credit({ orgId, id, body }, { version });
    return { created: { type: 'invoice', record: note }, text: t.invoices.credited(note.title) };
  },
};
type CreditBody = Parameters<typeof client.invoices.credit>[0]['body'];

const cancel: Verb<Invoice, Facts, string> = {
  title: () => t.invoices.void,
  icon: Ban,
  if: ({ settlements, creditedMinor, pending }, context) =>
    context.mayUpdate &&
    isOwed(context) &&
    settlements === undefined &&
    !creditedMinor &&
    pending.amountMinor === 0,
  reason: (_, { title }) => ({
    title: t.invoices.voidTitle(title),
    label: t.documents.reason,
    action: t.invoices.void,
    danger: true,
  }),
  run: async ({ id, version }, { workspace: { orgId } }, reason) => {
    const record = await client.invoices.void({ orgId, id, body: { reason } }, { version });
    return { record, text: t.invoices.voided(record.title) };
  },
};

export default {
  useFacts,
  verbs: [
    recordPayment,
    createPaymentLink,
    issue,
    send,
    credit,
    cancel,
    savePdf((input) => client.documents.invoicePdf(input)),
  ],
} satisfies VerbList<Invoice, Facts>;
