import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHost, type HostUnderTest } from '../tests/host.ts';
import { Connection, requestBytes, type Answer } from './connection.ts';
import { dataVersion } from './data-version.ts';
import type { LoadOrder } from './load.ts';

/** The running product with a small and a large organization side by side. */
export type System = {
  host: HostUnderTest;
  small: Organization;
  large: Organization;
  /** Bytes of a request as the signed-in user. */
  request(path: string): Buffer;
  get<T>(path: string): Promise<T>;
  stop(): Promise<void>;
};
export type Organization = { id: string; contacts: number; tagIds: string[] };

type Kept = { version: string; small: Organization; large: Organization };

const root = path.dirname(import.meta.dirname);
const user = { username: 'bench', email: 'bench@example.com', password: 'a quiet blue harbour' };
const smallContacts = 1_000;
const tagNames = ['Newsletter', 'VIP', 'Wholesale', 'Fair 2026', 'Partner'];

/** Starts the host over data that was loaded before, or loads it. Loading 100,000 contacts takes some minutes. */
export async function openSystem(contacts: number): Promise<System> {
  const folder = path.join(root, '.cobalt/bench', String(contacts));
  const markFile = path.join(folder, 'loaded.json');
  const version = dataVersion();
  let kept = existsSync(markFile) ? (JSON.parse(readFileSync(markFile, 'utf8')) as Kept) : undefined;
  if (kept?.version !== version) {
    kept = { version, ...(await load(folder, contacts)) };
    writeFileSync(markFile, JSON.stringify(kept));
  }
  const host = await startHost({ dataDir: folder });
  await host.settled();
  const { accessToken } = await host.signIn(user.username, user.password);
  const headers = { authorization: `Bearer ${accessToken}` };
  const request = (target: string) => requestBytes('GET', target, headers);
  return {
    host,
    small: kept.small,
    large: kept.large,
    request,
    get: async <T>(target: string) => JSON.parse((await once(host.url, request(target))).body) as T,
    stop: () => host.stop(),
  };
}

async function once(url: string, request: Buffer): Promise<Answer> {
  const connection = new Connection(url);
  const answer = await connection.send(request);
  connection.close();
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body}`);
  return answer;
}

/** Loads into memory and moves the result: an engine that waits for a disk after every write takes ten times as long. */
async function load(folder: string, contacts: number): Promise<Omit<Kept, 'version'>> {
  console.log(`Loading ${smallContacts} and ${contacts} contacts, once …`);
  const startedAt = performance.now();
  const work = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cobalt-bench-'));
  try {
    const host = await startHost({ dataDir: work });
    const { accessToken } = await host.signUp(user);
    const call = callApi(host.url, accessToken);
    const me = await call<{ id: string }>('GET', '/v1/me');
    const make = async (name: string, count: number): Promise<Organization> => {
      const { id } = await call<{ id: string }>('POST', '/v1/orgs', { name, timeZone: 'America/Bogota' });
      const tagIds: string[] = [];
      for (const tag of tagNames) {
        tagIds.push((await call<{ id: string }>('POST', `/v1/orgs/${id}/tags`, { name: tag })).id);
      }
      return { id, contacts: count, tagIds };
    };
    const small = await make('Small', smallContacts);
    const large = await make('Large', contacts);
    await host.settled();
    await host.stop();
    const { table, region } = host.info;
    await runLoader(work, { table, region, userId: me.id, organizations: [small, large] });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.dirname(folder), { recursive: true });
    cpSync(work, folder, { recursive: true });
    console.log(`  loaded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
    return { small, large };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A process of its own: its client of the table is made for the engine that it starts. */
function runLoader(folder: string, order: LoadOrder): Promise<void> {
  const loader = spawn(process.execPath, ['bench/load.ts', folder], {
    cwd: root,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  loader.stdin.end(JSON.stringify(order));
  return new Promise((resolve, reject) => {
    loader.on('error', reject);
    loader.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the loader ended with code ${code}`));
    });
  });
}

/** Calls the API with a body of JSON; for what happens once. */
export function callApi(url: string, token: string) {
  return async <T>(method: string, target: string, body?: object): Promise<T> => {
    const response = await fetch(url + target, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${target}: ${answer}`);
    return (answer === '' ? null : JSON.parse(answer)) as T;
  };
}
