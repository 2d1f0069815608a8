import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openStored, type Opened } from '../stored-data/opened.ts';

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

/** Opens a copy of the data of a release with a checkout's host, and gives it to some work. */
export async function withStored<T>(
  { folder }: Checkout,
  version: string,
  work: (opened: Opened) => Promise<T>,
  options: { site?: boolean } = {},
): Promise<T> {
  const opened = await openStored(version, { projectRoot: folder, ...options });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
