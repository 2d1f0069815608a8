import type { TestProject } from 'vitest/node';
import { startHost, type SharedHost } from '../host.ts';
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
  const [host, browser] = await Promise.all([startHost({ site: true }), serveBrowser()]);
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await host.stop();
  };
}
