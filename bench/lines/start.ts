import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from 'local-aws/ports.ts';
import { projectRoot } from '#infra/functions.ts';
import { installedMb, maxInstalledMb } from '../../tests/installed-size.ts';
import { Connection } from '../connection.ts';
import { atMost, median, type Figure } from '../figure.ts';
import { listed, openLists } from '../open-lists.ts';
import { residentMb } from '../processes.ts';
import { ratesOf } from '../rate.ts';
import { openSystem } from '../system.ts';

const starts = 5;
const answerSeconds = 120;

/** P6: start time of `npm start` when nothing changed, and memory of the whole system. */
export async function measureStart(records: number): Promise<Figure[]> {
  const data = mkdtempSync(path.join(tmpdir(), 'cobalt-bench-'));
  try {
    // The first start isn't counted, because it builds everything and loads the demo data.
    await timeStart(projectRoot, data);
    const times: number[] = [];
    for (let round = 0; round < starts; round += 1) times.push(await timeStart(projectRoot, data));
    return [
      atMost('P6', '`npm start` to the first answer, nothing changed', median(times) / 1000, 's', 2),
      ...(await measureMemory(records)),
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Milliseconds from `npm start` to the API's first response. */
async function timeStart(folder: string, data: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const npm = spawn('npm', ['start', '--', '--port', String(port), '--data', data], {
    cwd: folder,
    stdio: 'ignore',
    // A process group of its own, so that Ctrl-C reaches npm and its children, as in a terminal.
    detached: true,
  });
  try {
    await firstAnswer(`http://127.0.0.1:${port}/v1/health`, npm);
    return performance.now() - startedAt;
  } finally {
    await interrupt(npm);
  }
}

async function firstAnswer(url: string, npm: ChildProcess): Promise<void> {
  const until = performance.now() + answerSeconds * 1000;
  while (performance.now() < until && npm.exitCode === null) {
    const isUp = await fetch(url).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isUp) return;
    await sleep(10);
  }
  throw new Error('npm start did not answer');
}

async function interrupt(npm: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => npm.once('exit', resolve));
  if (npm.pid && npm.exitCode === null) process.kill(-npm.pid, 'SIGINT');
  await ended;
}

/** Memory at rest after a start, and its maximum under load on many functions. */
async function measureMemory(records: number): Promise<Figure[]> {
  const system = await openSystem(records);
  try {
    await sleep(3_000);
    const atRest = residentMb(system.host.pid);
    const { id } = system.large;
    const paths = [
      'contacts',
      'contacts?statusId=customer',
      ...['customers', 'vendors', 'employees', 'leads', 'deals', 'deals/board', 'tasks', 'pipelines', 'jobs'],
      'search?q=maria',
      'dashboard',
      'tags',
      'members',
      'invitations',
      'api-keys',
      '',
    ];
    const requests = [
      ...paths.map((rest) => system.request(`/v1/orgs/${id}/${rest}`.replace(/\/$/, ''))),
      ...listed.map(({ type }) =>
        system.request(`/v1/orgs/${id}/${type.plural}/query`, { sorts: [{ field: 'updatedAt' }] }),
      ),
    ];
    await openLists(system);
    const connections = Array.from({ length: 16 }, () => new Connection(system.host.url));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, residentMb(system.host.pid))), 250);
    let sent = 0;
    await ratesOf(
      { load: (slot) => connections[slot]!.send(requests[(sent += 1) % requests.length]!) },
      16,
      10,
    );
    clearInterval(watch);
    for (const connection of connections) connection.close();
    return [
      atMost('P6', 'resident memory of host and engine at rest', atRest, 'MB', 400),
      atMost('P6', 'resident memory under load, the most', most, 'MB', 1_000),
    ];
  } finally {
    await system.stop();
  }
}

/**
 * P6 for a new clone: the time of `npm ci`, the size of the packages, and the first `npm start`, which builds the site.
 */
export async function measureInstall(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', projectRoot, folder]);
    const startedAt = performance.now();
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
    const seconds = (performance.now() - startedAt) / 1000;
    const size = installedMb(folder);
    const first = await timeStart(folder, path.join(folder, '.cobalt'));
    return [
      atMost('P6', '`npm ci`', seconds, 's', 90),
      atMost('P6', 'installed packages', size, 'MB', maxInstalledMb),
      atMost('P6', 'first `npm start` after it, which builds the site', first / 1000, 's', 45),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
