import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { contactRecords } from '#data/records/contact.ts';
import { count, isFull, seed } from '../counts.ts';
import { startHost, temporary } from '../host.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { halfWritten } from './half-written.ts';
import { randomOf } from './random.ts';
import { recountDifferences } from './recount.ts';
import { readTable } from './table-under-test.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const dataDir = mkdtempSync(path.join(temporary, 'cobalt-start-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/**
 * Starts the host with demo data and kills it after `afterMs`. If that is undefined, stops the host once the demo data
 * is there. Returns the host's output.
 */
function start(afterMs: number | undefined): Promise<string> {
  const argv = ['dev/main.ts', '--port', '0', '--no-site', '--data', dataDir];
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const exited = new Promise<string>((resolve) => child.on('exit', () => resolve(said)));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
      if (afterMs === undefined && said.includes('demo sign-in')) child.kill('SIGTERM');
    });
  }
  if (afterMs !== undefined) void sleep(afterMs).then(() => child.kill('SIGKILL'));
  return exited;
}

test(
  'a start killed at any moment is completed by the next one, including the demo data',
  { timeout: 3_600_000 },
  async () => {
    const random = randomOf(seed);
    for (let kills = 0; kills < count(3, 60); kills += 1) {
      const said = await start(random.below(2_500));
      expect(said, `kill ${kills}`).not.toMatch(/error|cannot|does not/i);
    }
    // Loading all demo data takes most of this test's time.
    if (isFull) expect(await start(undefined)).toMatch(/Cobalt CRM runs at .*\n(.*\n)*.*demo sign-in/);
    const host = await startHost({ dataDir });
    if (isFull) await host.signIn('demo', 'a quiet blue harbour');
    await host.settled();
    const items = await readTable(host.info);
    await host.stop();
    const ofKind = (kind: string) => items.filter((item) => item.kind === kind);
    if (isFull) {
      expect(ofKind('organization').length).toBe(1);
      // Including the client who signs in to the portal.
      expect(ofKind('record').filter((item) => item.type === contactRecords.type.name).length).toBe(501);
    }
    expect(halfWritten(items)).toEqual([]);
    for (const definition of Object.values(recordDefinitions))
      expect(recountDifferences(items, definition)).toEqual([]);
  },
);
