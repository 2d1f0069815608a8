import type { TestProject } from 'vitest/node';
import { startHost, type SharedHost } from '../host.ts';
import { startStripeServer } from '../stripe/server.ts';
import { serveBrowser } from './browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    host: SharedHost;
    /** The WebSocket endpoint of the shared browser. */
    browserEndpoint: string;
  }
}

/** Starts one local host with the site, and one browser, for all files of `tests/browser`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stripe = await startStripeServer();
  const [host, browser] = await Promise.all([
    startHost({ site: true, stripeUrl: stripe.url }),
    serveBrowser(),
  ]);
  project.provide('stripeUrl', stripe.url);
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await stripe.stop();
    await host.stop();
  };
}
