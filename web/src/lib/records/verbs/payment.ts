import Ban from '@lucide/svelte/icons/ban';
import ExternalLink from '@lucide/svelte/icons/external-link';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { Payment } from '#contract/records/payment.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { addressAtStripe } from '../documents/address-at-stripe.ts';
import type { Verb, VerbList } from './verb.ts';

const openAtStripe: Verb<Payment> = {
  title: () => t.payments.atStripe,
  icon: ExternalLink,
  if: (payment) => addressAtStripe(payment) !== undefined,
  href: (payment) => addressAtStripe(payment) ?? '',
  isExternal: true,
};

const refund: Verb<Payment, unknown, { amountMinor: number }> = {
  title: () => t.payments.refund,
  icon: Undo2,
  if: (_, { mayUpdate, meaning = 'received' }) => mayUpdate && meaning === 'received',
  dialog: () => import('../documents/RefundPayment.svelte'),
  run: async ({ id, version }, { workspace: { orgId }, title }, body) => {
    const record = await client.payments.refund({ orgId, id, body }, { version });
    return { record, text: t.payments.refundedNow(title) };
  },
};

const cancel: Verb<Payment> = {
  title: () => t.payments.cancel,
  icon: Ban,
  if: (payment, { mayUpdate, meaning = 'received' }) =>
    mayUpdate &&
    !payment.refunds &&
    ((meaning === 'received' && !addressAtStripe(payment)) || meaning === 'pending'),
  reason: (payment, { title }) => ({
    title: t.payments.cancelTitle(title),
    help: addressAtStripe(payment) ? t.payments.cancelAtStripeText : t.payments.cancelText,
    action: t.payments.cancel,
    danger: true,
  }),
  run: async ({ id, version }, { workspace: { orgId }, title }) => {
    const record = await client.payments.cancel({ orgId, id, body: {} }, { version });
    return { record, text: t.payments.canceled(title) };
  },
};

export default { verbs: [openAtStripe, refund, cancel] } satisfies VerbList<Payment>;
