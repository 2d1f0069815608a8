import type { TestProject } from 'vitest/node';
import { startQuietHost } from './quiet-host.ts';
import type { SharedHost } from './host.ts';
import { startStripeServer } from './stripe/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    host: SharedHost;
    /** The URL of the server that the host calls in place of Stripe. */
    stripeUrl: string;
  }
}

/**
 * Starts one local host for all files of `tests/api` and `tests/isolation`. Each file creates its own organizations.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stripe = await startStripeServer();
  const host = await startQuietHost({ stripeUrl: stripe.url, tellsFailures: true });
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  project.provide('stripeUrl', stripe.url);
  return async () => {
    await stripe.stop();
    await host.stop();
  };
}
