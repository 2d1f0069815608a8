import type { TestProject } from 'vitest/node';
import { startQuietHost } from './quiet-host.ts';
import type { SharedHost } from './host.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    host: SharedHost;
  }
}

/** One local host for all files of `tests/api` and `tests/isolation`; each file makes organizations of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const host = await startQuietHost();
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  return () => host.stop();
}
