import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import ReceiptText from '@lucide/svelte/icons/receipt-text';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Send from '@lucide/svelte/icons/send';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import type { DocumentSending } from '#contract/document-sending.ts';
import type { Quote } from '#contract/records/quote.ts';
import { client } from '#lib/api/client.ts';
import { createQuery } from '#lib/api/create-query.svelte.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { may } from '#lib/workspace.ts';
import { billingQuery } from '../documents/order-billing.ts';
import { orderOfQuote } from '../documents/related-in-trash.ts';
import { unprintedIn } from '../documents/unprinted.ts';
import { savePdf } from './save-pdf.ts';
import type { Verb, VerbContext, VerbList } from './verb.ts';

function useFacts(quote: () => Quote, context: () => VerbContext) {
  const billing = createQuery(() => {
    const { workspace } = context();
    const enabled = quote().invoiceIds !== undefined && may(workspace, 'invoice:read');
    return { ...billingQuery(workspace, 'quoteId', quote().id), enabled };
  });
  const order = createQuery(() => orderOfQuote(context().workspace, quote()));
  return {
    /** What is billed is no order, and no draft again. If it isn’t known what is billed, the API decides. */
    get isUnbilled() {
      return !billing.isLoading && !billing.data?.total;
    },
    /** An order that is permanently deleted doesn’t count. If the user can’t see it, the API decides. */
    get isOrdered() {
      return quote().orderId !== undefined && !order.isError;
    },
  };
}
type Facts = ReturnType<typeof useFacts>;

const isDraft = ({ meaning = 'draft' }: VerbContext): boolean => meaning === 'draft';
const isOpen = ({ meaning }: VerbContext): boolean => meaning === 'sent' || meaning === 'expired';
const mayBecomeMore = ({ mayUpdate, meaning, facts }: VerbContext<Facts>): boolean =>
  mayUpdate && meaning === 'accepted' && !facts.isOrdered;

type SendQuote = Verb<Quote, Facts, DocumentSending & { email: string }>;
const sending: Pick<SendQuote, 'icon' | 'dialog' | 'run'> = {
  icon: Send,
  dialog: () => import('../documents/SendDocument.svelte'),
  run: async ({ id, version }, { workspace: { orgId } }, body) => {
    const record = await client.quotes.send({ orgId, id, body }, { version });
    return { record, text: t.sending.done(body.email) };
  },
};
const send: SendQuote = {
  ...sending,
  title: () => t.sending.open,
  look: 'primary',
  if: (_, context) => context.mayUpdate && isDraft(context),
};
const sendAgain: SendQuote = {
  ...sending,
  title: () => t.sending.again,
  if: (_, { mayUpdate, meaning }) => mayUpdate && (meaning === 'sent' || meaning === 'accepted'),
};

/** Asks before a quote is locked whose PDF lacks characters. */
const markSent: Verb<Quote, Facts> = {
  title: () => t.quotes.markSent,
  if: (_, context) => context.mayUpdate && isDraft(context),
  confirm: (quote, { title }) => {
    const characters = unprintedIn(quote);
    if (characters.length === 0) return undefined;
    return {
      title: t.quotes.markSentTitle(title),
      text: t.sending.unprinted(characters),
      action: t.quotes.markSent,
    };
  },
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.quotes.markSent({ orgId, id }, { version });
    return { record, text: t.quotes.markedSent(title) };
  },
};

const accept: Verb<Quote, Facts, { by?: string }> = {
  title: () => t.quotes.accept,
  icon: CircleCheck,
  look: 'primary',
  if: (_, context) => context.mayUpdate && isOpen(context),
  dialog: () => import('../documents/AcceptQuote.svelte'),
  run: async ({ id, version }, { workspace: { orgId }, title }, body) => {
    const record = await client.quotes.accept({ orgId, id, body }, { version });
    return { record, text: t.quotes.accepted(title) };
  },
};

const decline: Verb<Quote, Facts, { by?: string; reason: string }> = {
  title: () => t.quotes.decline,
  icon: CircleX,
  if: (_, context) => context.mayUpdate && isOpen(context),
  dialog: () => import('../documents/DeclineQuote.svelte'),
  run: async ({ id, version }, { workspace: { orgId }, title }, body) => {
    const record = await client.quotes.decline({ orgId, id, body }, { version });
    return { record, text: t.quotes.declined(title) };
  },
};

const createOrder: Verb<Quote, Facts> = {
  title: () => t.documents.create(t.nouns.order),
  icon: ShoppingCart,
  look: 'primary',
  if: (_, context) =>
    mayBecomeMore(context) && context.facts.isUnbilled && may(context.workspace, 'order:create'),
  run: async ({ id, version }, { workspace: { orgId } }) => {
    const order = await client.quotes.toOrder({ orgId, id }, { version });
    return { created: { type: 'order', record: order }, text: t.documents.created(order.code) };
  },
};

const createInvoice: Verb<Quote, Facts> = {
  title: () => t.documents.create(t.nouns.invoice),
  icon: ReceiptText,
  if: (_, context) => mayBecomeMore(context) && may(context.workspace, 'invoice:create'),
  run: async ({ id, version, total }, { workspace: { orgId } }) => {
    const draft = await client.quotes.toInvoice({ orgId, id }, { version });
    const isRest = draft.total.amountMinor !== total.amountMinor;
    return {
      created: { type: 'invoice', record: draft },
      text: (isRest ? t.orders.restCreated : t.documents.created)(draft.title),
    };
  },
};

/** Asks before an answer of the customer is discarded, because only the customer can give it again. */
const reopen: Verb<Quote, Facts> = {
  title: () => t.documents.reopen,
  icon: RotateCcw,
  if: (_, context) =>
    context.mayUpdate && !isDraft(context) && !context.facts.isOrdered && context.facts.isUnbilled,
  confirm: ({ acceptedAt, declinedAt, answeredBy }, { title }) => {
    const answeredAt = acceptedAt ?? declinedAt;
    if (answeredAt === undefined) return undefined;
    const said = acceptedAt === undefined ? t.quotes.declinedBy : t.quotes.acceptedBy;
    return {
      title: t.quotes.withdrawTitle(title),
      text: `${said(answeredBy, formatDate(answeredAt, 'moment'))} ${t.quotes.withdrawText}`,
      action: t.documents.reopen,
      keep: t.quotes.withdrawKeep,
      danger: true,
    };
  },
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.quotes.reopen({ orgId, id }, { version });
    return { record, text: t.documents.reopened(title) };
  },
};

export default {
  useFacts,
  verbs: [
    send,
    markSent,
    accept,
    decline,
    sendAgain,
    createOrder,
    createInvoice,
    reopen,
    savePdf((input) => client.documents.quotePdf(input)),
  ],
} satisfies VerbList<Quote, Facts>;
