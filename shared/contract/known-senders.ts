import type { Verification } from './webhook-verification.ts';

/** How programs prove that messages come from them that many use, from their documentation. */
export const knownSenders = {
  standard: { scheme: 'standardWebhooks' },
  github: {
    scheme: 'hmac',
    header: 'X-Hub-Signature-256',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'sha256=',
  },
  shopify: { scheme: 'hmac', header: 'X-Shopify-Hmac-Sha256', algorithm: 'sha256', encoding: 'base64' },
  twilio: { scheme: 'hmacOfForm', header: 'X-Twilio-Signature', algorithm: 'sha1', encoding: 'base64' },
  token: { scheme: 'secret', header: 'Authorization' },
  basic: { scheme: 'basic', username: 'webhook' },
} as const satisfies Record<string, Verification>;
export type KnownSender = keyof typeof knownSenders;
