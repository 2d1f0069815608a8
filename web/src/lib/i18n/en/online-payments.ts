import type { Nouns } from '../nouns.ts';

/** UI text for the connection to Stripe. */
export const onlinePaymentsTexts = (nouns: Nouns) => ({
  onlinePayments: {
    title: 'Online payments',
    lead: `With your Stripe account, ${nouns.invoice.many} can be paid by card and in other ways. ${nouns.payment.Many} are recorded and allocated automatically.`,
    states: { off: 'Not connected', incomplete: 'Incomplete', ready: 'Connected' },
    refused: 'Not working',
    modes: { test: 'Test mode', live: 'Live mode' },
    keyEnding: (ending: string) => `Key ending in ${ending}`,
    testHelp: 'The key is one of Stripe’s test mode: no money is moved.',
    steps: {
      key: 'In your Stripe account, copy the secret key, or create a restricted key with write permission for Checkout Sessions and for Charges and Refunds, and read permission for PaymentIntents and Disputes.',
      webhook: 'Add a webhook endpoint with this address:',
      events: 'Select these events, then copy the endpoint’s signing secret:',
    },
    fields: { secretKey: 'Secret key', webhookSecret: 'Signing secret of the webhook' },
    reveal: { show: 'Show value', hide: 'Hide value' },
    kept: 'Leave this empty to keep the current one. It is stored encrypted and never shown.',
    test: 'Test connection',
    outcomes: {
      ok: 'Stripe accepts the key.',
      key_refused: 'Stripe doesn’t accept the key. Enter a valid one.',
      not_permitted: 'The key lacks a permission. Check the first step.',
      unreachable: 'Stripe can’t be reached. Try again in a few minutes.',
    },
    replace: 'Replace keys',
    remove: 'Disconnect',
    removeTitle: 'Disconnect Stripe?',
    removeText: `The keys are deleted here. ${nouns.payment.Many} stay, but refunds must be made at Stripe.`,
    removed: 'Stripe was disconnected',
  },
});
