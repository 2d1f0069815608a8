import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestEvent } from '../stripe/connected.ts';
import type { Intent } from '../stripe/account.ts';
import type { StoredAnswer } from './answers.ts';

/** The secrets of the shop's account at Stripe. */
export const stripeKeys = { secretKey: 'sk_test_storedData0', webhookSecret: 'whsec_storedData0' };

/** A payment that Stripe has collected, and the event about it, which Stripe sends again until it is answered. */
export interface PaidAtStripe {
  intent: Intent;
  event: TestEvent;
}

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
  /** Left out by 0.3, which had no payments. */
  paidAtStripe?: PaidAtStripe;
  answers: StoredAnswer[];
}

const folder = import.meta.dirname;
export const storedVersions = (): string[] =>
  globSync('*.json', { cwd: folder })
    .map((name) => path.basename(name, '.json'))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
export const storedFile = (version: string, ending: string): string =>
  path.join(folder, `${version}.${ending}`);
export const readStored = (version: string): Stored =>
  JSON.parse(readFileSync(storedFile(version, 'json'), 'utf8')) as Stored;

/**
 * Unpacks a data folder and makes it look as if its host had just been killed, because a stream keeps records for only
 * a day, a queue keeps messages for only a few days, files of imports and exports are deleted after some days, and so
 * are jobs and runs, of which the host left some unfinished.
 */
export function unpack(version: string, into: string): void {
  execFileSync('tar', ['-xzf', storedFile(version, 'tar.gz'), '-C', into]);
  const now = Date.now();
  const table = new DatabaseSync(path.join(into, 'dynamodb.sqlite'));
  table.prepare('UPDATE _stream_records SET created_at = ?').run(Math.floor(now / 1000));
  postponeRuns(table, now);
  table.close();
  const host = new DatabaseSync(path.join(into, 'host.sqlite'));
  host.prepare('UPDATE messages SET sent = ?, visible = 0').run(now);
  host.prepare('UPDATE objects SET modified = ?').run(now);
  host.close();
}

/** Kinds of items that are jobs or runs, or parts of them. */
const runKinds = ['job', 'job-chunk', 'job-lane', 'merge', 'import', 'export', 'duplicateScan', 'listFeed'];
const keptSeconds = 60 * 86_400;

/** Lets jobs and runs that were left unfinished expire in some weeks. Those that ended expire in a century. */
function postponeRuns(database: DatabaseSync, now: number): void {
  const [{ name }] = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'Cobalt%'")
    .all() as [{ name: string }];
  // SQLite would write a number that isn't a bigint with decimals.
  const end = BigInt(Math.floor(now / 1000) + keptSeconds);
  const expires = "CAST(json_extract(item_json, '$.expiresAt.N') AS INTEGER)";
  const kind = "json_extract(item_json, '$.kind.S')";
  // Runs also say themselves when they expire, or count the days since they were created.
  const data = "json_extract(item_json, '$.data.S')";
  database
    .prepare(
      `UPDATE "${name}" SET item_json = json_set(
         item_json, '$.data.S', json_replace(${data}, '$.createdAt', ?, '$.expiresAt', ?) || ''
       ) WHERE ${kind} IN ('import', 'export', 'duplicateScan') AND ${expires} < ?`,
    )
    .run(new Date(now).toISOString(), new Date(Number(end) * 1000).toISOString(), end);
  const { changes } = database
    .prepare(
      `UPDATE "${name}" SET item_json = json_set(item_json, '$.expiresAt.N', CAST(max(${expires}, ?) AS TEXT))
       WHERE ${kind} IN (${runKinds.map((one) => `'${one}'`).join()}) AND ${expires} > 0`,
    )
    .run(end);
  if (changes === 0) throw new Error('No job is stored');
}
