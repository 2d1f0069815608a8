import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bodyOf, callerWith, type Answer, type Call } from '../caller.ts';
import { startHost, temporary, type HostUnderTest, type HostUnderTestOptions } from '../host.ts';
import type { Person, TestOrganization } from '../organization.ts';
import { namesOf, type Names } from './answers.ts';
import { readStored, unpack, type Stored } from './stored.ts';

/** Stored data, opened by a host of this version or, with `projectRoot`, of another one. Paths are within an organization, with names of ids: `<contact 1>`. */
export interface Opened {
  stored: Stored;
  names: Names;
  host: HostUnderTest;
  /** Callers by the names of their users, with `key` for an API key and `nobody`. */
  calls: Record<string, Call>;
  people: Record<string, Person>;
  /** Requests within the main organization, as its owner. */
  main: Requests;
  /** An organization and its owner, by their names. */
  organization: (name: string, owner: string) => TestOrganization;
  close: () => Promise<void>;
}

/** Requests of one caller within one organization. */
export interface Requests {
  /** The full path for a path within the organization. */
  at: (address: string) => string;
  get: (address: string) => Promise<any>;
  post: (address: string, body?: object) => Promise<Answer>;
  /** Changes a record or task at its current version. */
  change: (method: string, address: string, body?: object, verb?: string) => Promise<any>;
  total: (list: string) => Promise<number>;
  totals: (lists: string[]) => Promise<number[]>;
  /** The names of what a search finds. */
  hits: (q: string) => Promise<string[]>;
}

export async function openStored(version: string, options: HostUnderTestOptions = {}): Promise<Opened> {
  const stored = readStored(version);
  const names = namesOf(stored.ids);
  const dataDir = mkdtempSync(path.join(temporary, 'cobalt-stored-'));
  unpack(version, dataDir);
  const host = await startHost({ ...options, dataDir });
  const calls: Record<string, Call> = {
    key: callerWith(host.url, stored.apiKey),
    nobody: callerWith(host.url, undefined),
  };
  const people: Record<string, Person> = {};
  for (const username of stored.users) {
    const { accessToken: token } = await host.signIn(username, stored.password);
    const call = (calls[username] = callerWith(host.url, token));
    const email = `${username}@users.example`;
    const { password } = stored;
    people[username] = { userId: stored.ids[username]!, username, email, password, token, call };
  }
  await host.settled();
  return {
    ...{ stored, names, host, calls, people },
    main: requestsOf(calls.ada!, names, 'main'),
    organization(name, owner) {
      const id = names.id(name);
      return { id, path: `/v1/orgs/${id}`, owner: people[owner]! };
    },
    async close() {
      await host.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export function requestsOf(call: Call, names: Names, organization: string): Requests {
  const at = (address: string) => names.toIds(`/v1/orgs/<${organization}>${address && `/${address}`}`);
  const get = (address: string) => bodyOf(200, call('GET', at(address)));
  const total = async (list: string) => (await get(list)).total as number;
  return {
    at,
    get,
    post: (address, body) => call('POST', at(address), body ? { body } : {}),
    async change(method, address, body, verb = '') {
      const { version: ifMatch } = await get(address);
      return bodyOf(200, call(method, at(address + verb), { ifMatch, ...(body ? { body } : {}) }));
    },
    total,
    totals: (lists) => Promise.all(lists.map(total)),
    async hits(q) {
      const { items } = await get(`search?q=${encodeURIComponent(q)}`);
      return names.toNames(items.map(({ id }: { id: string }) => id)) as string[];
    },
  };
}

export const differences = (after: number[], before: number[]): number[] =>
  after.map((number, index) => number - before[index]!);
