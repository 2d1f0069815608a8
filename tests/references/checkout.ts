import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { callerWith, type Call } from '../caller.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { readStored, unpack, type Stored } from '../stored-data/stored.ts';

const projectRoot = path.resolve(import.meta.dirname, '../..');

/** A state of the code with its packages installed. */
export interface Checkout {
  name: 'frozen' | 'present';
  folder: string;
}

export const present: Checkout = { name: 'present', folder: projectRoot };

/** The code of a commit. The first time, it is cloned and its packages are installed, which takes a minute. */
export function checkoutOf(commit: string): Checkout {
  const folder = path.join(projectRoot, '.cobalt/references', commit);
  if (!existsSync(path.join(folder, 'node_modules/.package-lock.json'))) {
    rmSync(folder, { recursive: true, force: true });
    execFileSync('git', ['clone', '--quiet', '--no-checkout', projectRoot, folder]);
    execFileSync('git', ['checkout', '--quiet', '--detach', commit], { cwd: folder });
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
  }
  return { name: 'frozen', folder };
}

/** Runs a file of a checkout with its own packages. Returns what it prints. */
export const run = ({ folder }: Checkout, ...args: string[]): string =>
  execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

export const readIn = ({ folder }: Checkout, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8');

/** Stored data of a release, opened by a host of a checkout. */
export interface OpenData {
  host: HostUnderTest;
  stored: Stored;
  /** Callers by the names of their users, with `nobody`. */
  calls: Record<string, Call>;
}

/** Opens a copy of the data of a release with a checkout's host, and gives it to some work. */
export async function withStored<T>(
  { folder }: Checkout,
  version: string,
  work: (opened: OpenData) => Promise<T>,
  options: { site?: boolean } = {},
): Promise<T> {
  const dataDir = mkdtempSync(path.join(temporary, 'cobalt-references-'));
  unpack(version, dataDir);
  const host = await startHost({ dataDir, projectRoot: folder, ...options });
  try {
    const stored = readStored(version);
    const calls: OpenData['calls'] = { nobody: callerWith(host.url, undefined) };
    for (const username of stored.users) {
      const { accessToken } = await host.signIn(username, stored.password);
      calls[username] = callerWith(host.url, accessToken);
    }
    await host.settled();
    return await work({ host, stored, calls });
  } finally {
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
