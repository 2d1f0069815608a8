import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import PackageOpen from '@lucide/svelte/icons/package-open';
import ReceiptText from '@lucide/svelte/icons/receipt-text';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Truck from '@lucide/svelte/icons/truck';
import type { DocumentLine } from '#contract/document-fields.ts';
import type { Order } from '#contract/records/order.ts';
import { client } from '#lib/api/client.ts';
import { createQuery } from '#lib/api/create-query.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import type { DeliveryCorrection, SentQuantity } from '../documents/delivered-quantities.svelte.ts';
import { billingQuery, type BillingScope } from '../documents/order-billing.ts';
import type { Outcome, Verb, VerbContext, VerbList } from './verb.ts';

function useFacts(order: () => Order, context: () => VerbContext) {
  const billing = createQuery(() => {
    const { workspace } = context();
    const enabled = may(workspace, 'invoice:read');
    return { ...billingQuery(workspace, 'orderId', order().id), enabled };
  });
  return {
    /** If it isn’t known what is billed, the API decides. */
    get isUnbilled() {
      return !billing.isLoading && !billing.data?.total;
    },
  };
}
type Facts = ReturnType<typeof useFacts>;

const isSold = ({ meaning }: VerbContext): boolean => meaning === 'confirmed' || meaning === 'fulfilled';

async function bill(order: Order, { orgId }: Workspace, scope: BillingScope): Promise<Outcome> {
  const body = { orderId: order.id, ...(scope === 'delivered' ? { delivered: true } : {}) };
  const draft = await client.invoices.fromOrder({ orgId, body });
  const isWhole = isSameQuantities(draft.lines, order.lines);
  const textOfPart = scope === 'delivered' ? t.orders.deliveredCreated : t.orders.restCreated;
  return {
    created: { type: 'invoice', record: draft },
    text: (isWhole ? t.documents.created : textOfPart)(draft.title),
  };
}
const isSameQuantities = (lines: readonly DocumentLine[] = [], others: readonly DocumentLine[] = []) =>
  lines.length === others.length &&
  lines.every(({ quantity }, place) => quantity === others[place]?.quantity);

const createInvoice = {
  title: () => t.documents.create(t.nouns.invoice),
  icon: ReceiptText,
} as const;
/** Whether a part was delivered, so that there are two answers to what an invoice is to bill. */
const isPartlyDelivered = ({ fulfilled }: Order, { meaning }: VerbContext): boolean =>
  meaning === 'confirmed' && fulfilled !== undefined;

const billAll: Verb<Order> = {
  ...createInvoice,
  if: (order, context) =>
    isSold(context) && !isPartlyDelivered(order, context) && may(context.workspace, 'invoice:create'),
  run: (order, { workspace }) => bill(order, workspace, 'rest'),
};
const billPart: Verb<Order, unknown, BillingScope> = {
  ...createInvoice,
  if: (order, context) => isPartlyDelivered(order, context) && may(context.workspace, 'invoice:create'),
  dialog: () => import('../documents/BillOrder.svelte'),
  run: (order, { workspace }, scope) => bill(order, workspace, scope),
};

const confirm: Verb<Order> = {
  title: () => t.orders.confirm,
  icon: CircleCheck,
  look: 'primary',
  if: (_, { mayUpdate, meaning = 'draft' }) => mayUpdate && meaning === 'draft',
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.orders.confirm({ orgId, id }, { version });
    return { record, text: t.orders.confirmed(title) };
  },
};

const deliver: Verb<Order, unknown, { delivered: SentQuantity[] }> = {
  title: () => t.orders.fulfill,
  icon: Truck,
  look: 'primary',
  if: (_, { mayUpdate, meaning }) => mayUpdate && meaning === 'confirmed',
  dialog: () => import('../documents/DeliverOrder.svelte'),
  run: async (order, { workspace: { orgId }, title }, body) => {
    const { id, version, lines = [], fulfilled } = order;
    const record = await client.orders.fulfill({ orgId, id, body }, { version });
    const before = lines.map((_, line) => ({ line, quantity: fulfilled?.[line] ?? 0 }));
    const text = record.fulfilledAt === undefined ? t.orders.delivered(title) : t.orders.fulfilled(title);
    const undo = async () => {
      const input = { orgId, id, body: { delivered: before } };
      const undone = await client.orders.correctDelivery(input, { version: record.version });
      return { record: undone, text: t.orders.deliveryUndone(title) };
    };
    return { record, text, undo };
  },
};

const correctDelivery: Verb<Order, unknown, DeliveryCorrection> = {
  title: () => t.orders.correct,
  icon: PackageOpen,
  if: ({ fulfilled }, context) => context.mayUpdate && isSold(context) && fulfilled !== undefined,
  dialog: () => import('../documents/CorrectDelivery.svelte'),
  run: async ({ id }, { workspace: { orgId }, title }, { version, ...body }) => {
    const record = await client.orders.correctDelivery({ orgId, id, body }, { version });
    return { record, text: t.orders.corrected(title) };
  },
};

const cancel: Verb<Order, unknown, { reason?: string }> = {
  title: () => t.orders.cancel,
  icon: Ban,
  if: (_, { mayUpdate, meaning = 'draft' }) => mayUpdate && (meaning === 'draft' || meaning === 'confirmed'),
  dialog: () => import('../documents/CancelOrder.svelte'),
  run: async ({ id, version }, { workspace: { orgId }, title }, body) => {
    const record = await client.orders.cancel({ orgId, id, body }, { version });
    return { record, text: t.orders.canceled(title) };
  },
};

/** Nothing that was delivered or billed can be a draft again. */
const reopen: Verb<Order, Facts> = {
  title: () => t.documents.reopen,
  icon: RotateCcw,
  if: ({ fulfilled }, { mayUpdate, meaning, facts }) =>
    mayUpdate && (meaning === 'canceled' || meaning === 'confirmed') && !fulfilled && facts.isUnbilled,
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.orders.reopen({ orgId, id }, { version });
    return { record, text: t.documents.reopened(title) };
  },
};

export default {
  useFacts,
  verbs: [billAll, billPart, confirm, deliver, correctDelivery, cancel, reopen],
} satisfies VerbList<Order, Facts>;
