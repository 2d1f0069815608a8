import { startHost, type HostUnderTest, type HostUnderTestOptions } from './host.ts';
import { badLogLines } from './logs.ts';
import { openTable } from './table.ts';

/**
 * Starts a local host on which no backfill interferes with a test. `stop` throws an error if the host has written
 * invalid log lines.
 */
export async function startQuietHost(options: HostUnderTestOptions = {}): Promise<HostUnderTest> {
  const host = await startHost(options);
  try {
    await endBackfills(host);
  } catch (error) {
    await host.stop();
    throw error;
  }
  return {
    ...host,
    async stop() {
      const bad = badLogLines(host.dataDir);
      await host.stop();
      // Checked after all tests, because every test enters texts that logs must not contain.
      if (bad.length > 0)
        throw new Error(`${bad.length} log lines are wrong:\n${bad.slice(0, 20).join('\n')}`);
    },
  };
}

/**
 * A schedule backfills a new table at its first run, and again a quarter of an hour later. This function runs the first
 * backfill now and postpones the second by a day.
 */
async function endBackfills(host: HostUnderTest): Promise<void> {
  await host.invoke('reprojection');
  const table = openTable(host);
  const backfills = await table.items(({ kind }) => kind === 'projection', 'SYSTEM');
  if (backfills.length === 0) throw new Error('No backfill has saved its progress');
  const checkAt = Math.floor(Date.now() / 1000) + 86_400;
  for (const { pk, sk } of backfills) await table.change({ pk, sk }, { checkAt });
}
