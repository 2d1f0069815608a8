import { startHost, type HostUnderTest } from './host.ts';
import { badLogLines } from './logs.ts';
import { openTable } from './table.ts';

/**
 * A local host without walks over its records: none comes between what a test does and what follows from it. Whoever
 * stops it is told of log lines that are wrong.
 */
export async function startQuietHost(): Promise<HostUnderTest> {
  const host = await startHost();
  try {
    await endWalks(host);
  } catch (error) {
    await host.stop();
    throw error;
  }
  return {
    ...host,
    async stop() {
      const bad = badLogLines(host.dataDir);
      await host.stop();
      // After all tests, for each typed something that logs must not tell.
      if (bad.length > 0)
        throw new Error(`${bad.length} log lines are wrong:\n${bad.slice(0, 20).join('\n')}`);
    },
  };
}

/** A new table is walked at the first turn of a schedule, and again a quarter of an hour later: now, and not for a day. */
async function endWalks(host: HostUnderTest): Promise<void> {
  await host.invoke('reprojection');
  const table = openTable(host);
  const walks = await table.items(({ kind }) => kind === 'projection', 'SYSTEM');
  if (walks.length === 0) throw new Error('No walk has left its progress');
  const checkAt = Math.floor(Date.now() / 1000) + 86_400;
  for (const { pk, sk } of walks) await table.change({ pk, sk }, { checkAt });
}
