import FilePenLine from '@lucide/svelte/icons/file-pen-line';
import ReceiptText from '@lucide/svelte/icons/receipt-text';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import type { Deal } from '#contract/records/deal.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { may } from '#lib/workspace.ts';
import { questionBeforeAnother } from '../documents/another.ts';
import { loseDeal, reopenDeal, winDeal } from './deal-stage.ts';
import type { Verb, VerbList } from './verb.ts';

/** Makes an open deal a quote, with its lines. A deal often has several. */
const createQuote: Verb<Deal> = {
  title: () => t.documents.create(t.nouns.quote),
  icon: FilePenLine,
  if: (_, { workspace, meaning }) =>
    meaning !== 'won' && meaning !== 'lost' && may(workspace, 'quote:create'),
  run: async ({ id: dealId }, { workspace: { orgId } }) => {
    const record = await client.quotes.fromDeal({ orgId, body: { dealId } });
    return { created: { type: 'quote', record }, text: t.documents.created(record.code) };
  },
};

/** Makes a won deal an order or an invoice, with its lines. */
const createFromWon = (type: 'order' | 'invoice', icon: Verb['icon'] & object): Verb<Deal> => ({
  title: () => t.documents.create(t.nouns[type]),
  icon,
  if: (_, { workspace, meaning }) => meaning === 'won' && may(workspace, `${type}:create`),
  confirm: ({ id }, { workspace }) => questionBeforeAnother(workspace, type, id),
  run: async ({ id: dealId }, { workspace: { orgId } }) => {
    const input = { orgId, body: { dealId } };
    const record = await (type === 'order' ? client.orders.fromDeal(input) : client.invoices.fromDeal(input));
    return { created: { type, record }, text: t.documents.created(record.code) };
  },
});

export default {
  verbs: [
    createQuote,
    createFromWon('order', ShoppingCart),
    createFromWon('invoice', ReceiptText),
    winDeal,
    loseDeal,
    reopenDeal,
  ],
} satisfies VerbList<Deal>;
