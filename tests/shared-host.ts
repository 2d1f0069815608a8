import type { TestProject } from 'vitest/node';
import { startQuietHost } from './quiet-host.ts';
import type { SharedHost } from './host.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    host: SharedHost;
  }
}

/**
 * Starts one local host for all files of `tests/api` and `tests/isolation`. Each file creates its own organizations.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const host = await startQuietHost();
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  return () => host.stop();
}
