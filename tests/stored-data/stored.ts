import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoredAnswer } from './answers.ts';

/** The description of stored data, in a file next to the archive with the data folder. */
export interface Stored {
  version: string;
  /** The password of all users. */
  password: string;
  /** Usernames that can sign in. */
  users: string[];
  apiKey: string;
  /** Ids by the names that tests and expectations use, such as `contact 1`. */
  ids: Record<string, string>;
  /** The id of a job that was running when the host was killed. */
  unfinishedJob: string;
  answers: StoredAnswer[];
}

const folder = import.meta.dirname;
export const storedVersions = (): string[] =>
  globSync('*.json', { cwd: folder })
    .map((name) => path.basename(name, '.json'))
    .sort();
export const storedFile = (version: string, ending: string): string =>
  path.join(folder, `${version}.${ending}`);
export const readStored = (version: string): Stored =>
  JSON.parse(readFileSync(storedFile(version, 'json'), 'utf8')) as Stored;

/**
 * Unpacks a data folder and makes it look as if its host had just been killed, because a stream keeps records for only
 * a day, and a queue keeps messages for only a few days.
 */
export function unpack(version: string, into: string): void {
  execFileSync('tar', ['-xzf', storedFile(version, 'tar.gz'), '-C', into]);
  const table = new DatabaseSync(path.join(into, 'dynamodb.sqlite'));
  table.prepare('UPDATE _stream_records SET created_at = ?').run(Math.floor(Date.now() / 1000));
  table.close();
  const host = new DatabaseSync(path.join(into, 'host.sqlite'));
  host.prepare('UPDATE messages SET sent = ?').run(Date.now());
  host.close();
}
