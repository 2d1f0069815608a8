import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type Postgres = { client: Client; version: string; stop(): Promise<void> };

const startSeconds = 30;
/** PostgreSQL refuses to run as root. */
const unprivilegedUser = 'nobody';
/** All data fits into the cache and no sort spills to the disk, as on a server of its own. */
const settings = { listen_addresses: '', shared_buffers: '1GB', work_mem: '64MB', fsync: 'off' };

/** Starts an empty PostgreSQL server with a socket in a temporary folder. Undefined if it isn't installed. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const binaries = findBinaries();
  if (binaries === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-pg-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const identity = user ?? {};
  const data = path.join(folder, 'data');
  execFileSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(binaries, 'postgres'), ['-D', data, '-k', folder, ...options], {
    ...identity,
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // The server must not outlive a benchmark that fails.
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const client = await connected(folder);
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  return {
    client,
    version: rows[0]!.server_version,
    async stop() {
      await client.end();
      server.kill('SIGINT');
      await ended;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest version's programs: that of Debian's packages, or one on the path. */
function findBinaries(): string | undefined {
  const version = (folder: string) => Number(/\d+/.exec(folder)?.[0] ?? 0);
  const packaged = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  const folders = [...packaged, ...(process.env.PATH ?? '').split(path.delimiter)];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))),
  );
}

function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string) =>
    Number(execFileSync('id', [option, unprivilegedUser], { encoding: 'utf8' }).trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function connected(folder: string): Promise<Client> {
  const until = performance.now() + startSeconds * 1000;
  for (;;) {
    const client = new Client({ host: folder, user: 'bench', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}
