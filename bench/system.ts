import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { startHost, type HostUnderTest, type HostUnderTestOptions } from '../tests/host.ts';
import { mailedToken } from '../tests/organization.ts';
import { Connection, requestBytes, type Answer } from './connection.ts';
import { dataVersion, type DataKind } from './data-version.ts';
import type { LoadOrder } from './load.ts';

/** The bytes of a GET request or, with a body, a POST request, sent by a signed-in user. */
export type RequestOf = (path: string, body?: object) => Buffer;

/** The running product with a small and a large organization. */
export type System = {
  host: HostUnderTest;
  small: Organization;
  large: Organization;
  /** Requests of the owner of both organizations. */
  request: RequestOf;
  /** Signs a member in again, because access tokens are valid for fifteen minutes. */
  signIn: (member: 'owner' | 'employee') => Promise<RequestOf>;
  get<T>(path: string): Promise<T>;
  stop(): Promise<void>;
};
/**
 * An organization with `records` contacts, leads and deals each, and one contact with a long timeline. Or, for the kind
 * `money`, with as many invoices and payments.
 */
export type Organization = { id: string; records: number; tagIds: string[]; talkativeId: string };

type Ordered = LoadOrder['organizations'][number];
type Kept = Organizations & { version: string };

const root = path.dirname(import.meta.dirname);
const user = { username: 'bench', email: 'bench@example.com', password: 'a quiet blue harbour' };
/** The owner of both organizations. */
export const owner = { username: user.username, password: user.password };
/** A member of both organizations who has the employee's role and owns about a twentieth of the records. */
const employee = { ...user, username: 'bench-employee', email: 'bench.employee@example.com' };
/** Employees read their own records, so that their lists and searches are narrowed. */
const recordAccess = { employee: { read: 'own', change: 'own' } };
/** In memory if possible, because an engine that waits for a disk after every write takes ten times as long. */
const temporaryPath = path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cobalt-bench-');
const smallRecords = 1_000;
const tagNames = ['Newsletter', 'VIP', 'Wholesale', 'Fair 2026', 'Partner'];

/**
 * Starts the host on stored data, and loads the data first if it is missing or outdated. Loading 100,000 records of
 * each type takes about six minutes.
 */
export async function openSystem(records: number, kind: DataKind = 'sales'): Promise<System> {
  const { folder, kept } = await loaded(records, kind);
  return start(kept, { dataDir: folder });
}

/** Starts the host, with the site, on a copy of the stored data, so that a measurement can change all records. */
export async function openCopy(records: number): Promise<System> {
  const { folder, remove, ...organizations } = await copyData(records);
  const system = await start(organizations, { dataDir: folder, site: true });
  return {
    ...system,
    async stop() {
      await system.stop();
      remove();
    },
  };
}

type Organizations = { small: Organization; large: Organization };

/** Copies the stored data. */
export async function copyData(
  records: number,
): Promise<Organizations & { folder: string; remove: () => void }> {
  const { folder, kept } = await loaded(records, 'sales');
  const copy = mkdtempSync(temporaryPath);
  cpSync(folder, copy, { recursive: true });
  const { small, large } = kept;
  return { small, large, folder: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

async function loaded(records: number, kind: DataKind): Promise<{ folder: string; kept: Kept }> {
  const name = kind === 'sales' ? String(records) : `${kind}-${records}`;
  const folder = path.join(root, '.cobalt/bench', name);
  const markFile = path.join(folder, 'loaded.json');
  const version = dataVersion(kind);
  let kept = existsSync(markFile) ? (JSON.parse(readFileSync(markFile, 'utf8')) as Kept) : undefined;
  if (kept?.version !== version) {
    kept = { version, ...(await load(folder, records, kind, version)) };
    writeFileSync(markFile, JSON.stringify(kept));
  }
  return { folder, kept };
}

async function start(organizations: Organizations, options: HostUnderTestOptions): Promise<System> {
  const host = await startHost(options);
  await host.settled();
  const signIn = async (member: 'owner' | 'employee'): Promise<RequestOf> => {
    const { username, password } = member === 'owner' ? user : employee;
    const { accessToken } = await host.signIn(username, password);
    return requestsBy(accessToken);
  };
  const request = await signIn('owner');
  return {
    host,
    small: organizations.small,
    large: organizations.large,
    request,
    signIn,
    // Some lines take longer than an access token is valid.
    get: async <T>(target: string) =>
      JSON.parse((await once(host.url, (await signIn('owner'))(target))).body) as T,
    stop: () => host.stop(),
  };
}

/** Requests of the user who has this access token. */
export function requestsBy(accessToken: string): RequestOf {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (target, body) =>
    body
      ? requestBytes('POST', target, { ...headers, 'content-type': 'application/json' }, JSON.stringify(body))
      : requestBytes('GET', target, headers);
}

async function once(url: string, request: Buffer): Promise<Answer> {
  const connection = new Connection(url);
  const answer = await connection.send(request);
  connection.close();
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.body}`);
  return answer;
}

/**
 * Loads the data in a folder in memory, and copies the result. A load that was stopped is continued if the folder is still
 * there.
 */
async function load(
  folder: string,
  records: number,
  kind: DataKind,
  version: string,
): Promise<Omit<Kept, 'version'>> {
  const what = kind === 'money' ? 'invoices and payments' : 'contacts, leads and deals';
  const startedAt = performance.now();
  const work = `${temporaryPath}${kind}-${records}-${version}`;
  const orderFile = path.join(work, 'load-order.json');
  const isStopped = existsSync(orderFile);
  console.log(`${isStopped ? 'Going on to load' : 'Loading'} ${smallRecords} and ${records} ${what}, once …`);
  const order = isStopped
    ? (JSON.parse(readFileSync(orderFile, 'utf8')) as LoadOrder)
    : await newOrder(work, records, kind);
  // At once, so that a stop leaves no half of it.
  writeFileSync(`${orderFile}.new`, JSON.stringify(order));
  renameSync(`${orderFile}.new`, orderFile);
  const [ofSmall = '', ofLarge = ''] = await runLoader(orderFile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(work, folder, { recursive: true });
  rmSync(work, { recursive: true, force: true });
  console.log(`  loaded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  const [small, large] = order.organizations as [Ordered, Ordered];
  return { small: { ...small, talkativeId: ofSmall }, large: { ...large, talkativeId: ofLarge } };
}

/** Creates both organizations and their people in an empty folder. */
async function newOrder(work: string, records: number, kind: DataKind): Promise<LoadOrder> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const host = await startHost({ dataDir: work });
  const { accessToken } = await host.signUp(user);
  const call = callApi(host.url, accessToken);
  const me = await call<{ id: string }>('GET', '/v1/me');
  const callEmployee = callApi(host.url, (await host.signUp(employee)).accessToken);
  const { id: employeeId } = await callEmployee<{ id: string }>('GET', '/v1/me');
  const make = async (name: string, count: number): Promise<Ordered> => {
    const values = { name, timeZone: 'America/Bogota', recordAccess };
    const { id } = await call<{ id: string }>('POST', '/v1/orgs', values);
    const tagIds: string[] = [];
    for (const tag of tagNames) {
      tagIds.push((await call<{ id: string }>('POST', `/v1/orgs/${id}/tags`, { name: tag })).id);
    }
    await call('POST', `/v1/orgs/${id}/invitations`, { email: employee.email, role: 'employee' });
    await callEmployee('POST', '/v1/invitations/accept', {
      token: await mailedToken(host, employee.email, id),
    });
    return { id, records: count, tagIds };
  };
  const organizations = [await make('Small', smallRecords), await make('Large', records)];
  await host.settled();
  await host.stop();
  const { table, region } = host.info;
  return { table, region, userId: me.id, employeeId, kind, now: Date.now(), organizations };
}

/**
 * Runs the loader in a process of its own, because a process has only one table client, for one engine. Returns the ids
 * that the loader prints.
 */
async function runLoader(orderFile: string): Promise<string[]> {
  const loader = spawn(process.execPath, ['bench/load.ts', orderFile], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, code] = await Promise.all([
    text(loader.stdout),
    new Promise<number | null>((resolve, reject) => {
      loader.on('error', reject);
      loader.on('exit', resolve);
    }),
  ]);
  if (code !== 0) throw new Error(`the loader ended with code ${code}`);
  return JSON.parse(said) as string[];
}

/** Returns a function that calls the API with a JSON body, for one-off requests. */
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
