import type { TestProject } from 'vitest/node';
import { startHost, type SharedHost } from './host.ts';
import { badLogLines } from './logs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    host: SharedHost;
  }
}

/** One local host for all files of `tests/api` and `tests/isolation`; each file makes organizations of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const host = await startHost();
  // A new table is walked once: now it is empty, a minute later the walk would meet records in the middle of their tests.
  await host.invoke('reprojection');
  project.provide('host', { info: host.info, dataDir: host.dataDir });
  return async () => {
    const bad = badLogLines(host.dataDir);
    await host.stop();
    // After all tests, for each typed something that logs must not tell.
    if (bad.length > 0) throw new Error(`${bad.length} log lines are wrong:\n${bad.slice(0, 20).join('\n')}`);
  };
}
