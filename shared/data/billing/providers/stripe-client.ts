import type { Stripe } from 'stripe';
import { ProblemError } from '#contract/problem.ts';
import type { StripeMode } from '#contract/stripe.ts';
import type { Session } from '../../store/units.ts';
import { openedSecret, readStripeSecrets } from './stripe-secrets.ts';

/** Seconds for each of the two attempts of a call, so that a call that hangs ends before the request does. */
const callSeconds = 5;

/** An organization's account at Stripe. */
export interface StripeConnection {
  client: Stripe;
  mode: StripeMode | undefined;
  webhookSecret: string | undefined;
}

/** Loads the library with the first call, because most requests of a function don't need it. */
export const loadStripe = async (): Promise<typeof Stripe> => (await import('stripe')).Stripe;

async function clientWith(secretKey: string): Promise<Stripe> {
  const StripeApi = await loadStripe();
  const { protocol, hostname, port } = new URL(process.env.STRIPE_URL ?? '');
  const isPlain = protocol === 'http:';
  return new StripeApi(secretKey, {
    host: hostname,
    port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    protocol: isPlain ? 'http' : 'https',
    timeout: callSeconds * 1000,
    maxNetworkRetries: 1,
    telemetry: false,
  });
}

/** The organization's account at Stripe. Undefined without a secret key that can be read. */
export async function openStripe(session: Session, orgId: string): Promise<StripeConnection | undefined> {
  const secrets = await readStripeSecrets(session, orgId);
  const secretKey = openedSecret(orgId, secrets, 'secretKey');
  if (secretKey === undefined) return undefined;
  return {
    client: await clientWith(secretKey),
    mode: secrets.mode,
    webhookSecret: openedSecret(orgId, secrets, 'webhookSecret'),
  };
}

/** What a failed call means, whatever was called. */
export type StripeFailure = 'unreachable' | 'key_refused' | 'not_permitted' | 'refused';

/** The failures by the name that the library gives to an error. Errors of the network and of Stripe itself pass. */
const failures: Record<string, StripeFailure> = {
  StripeConnectionError: 'unreachable',
  StripeAPIError: 'unreachable',
  StripeRateLimitError: 'unreachable',
  StripeAuthenticationError: 'key_refused',
  StripePermissionError: 'not_permitted',
};

const details = {
  unreachable: 'stripe_unreachable',
  key_refused: 'stripe_key_refused',
  not_permitted: 'stripe_key_limited',
  refused: 'stripe_refused',
} as const;

/** Stripe's code for an object that the account doesn't have. */
const missing = 'resource_missing';

/** A call that Stripe refused or didn't answer. It has no text of Stripe, which can quote keys and personal data. */
export class StripeProblem extends ProblemError {
  readonly failure: StripeFailure;
  /** Stripe's code, such as `resource_missing`. */
  readonly reason: string | undefined;

  constructor(failure: StripeFailure, reason: string | undefined) {
    // What Stripe has named is missing if the organization has connected another account meanwhile.
    const detail = reason === missing ? 'stripe_other_account' : details[failure];
    super(failure === 'unreachable' ? 'unavailable' : 'conflict', detail);
    this.failure = failure;
    this.reason = reason;
  }
}

/** Whether the account doesn't have what was named. */
export const isMissing = (error: unknown): boolean =>
  error instanceof StripeProblem && error.reason === missing;

/** Calls Stripe. Throws a `StripeProblem` if it fails. */
export async function called<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const { type, code } = error as { type?: unknown; code?: unknown };
    if (typeof type !== 'string' || !type.startsWith('Stripe')) throw error;
    throw new StripeProblem(failures[type] ?? 'refused', typeof code === 'string' ? code : undefined);
  }
}
