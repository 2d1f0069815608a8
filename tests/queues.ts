import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Ends the visibility timeout of messages that were in progress when a host was killed. Also duplicates every message of a
 * standard queue, as at-least-once delivery allows.
 */
export function letVisibilityPass(dataDir: string): void {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'));
  database.exec(`UPDATE messages SET visible = 0;
    INSERT INTO messages (id, queue, body, attributes, sent, visible)
    SELECT lower(hex(randomblob(16))), queue, body, attributes, sent, 0 FROM messages
    WHERE queue NOT LIKE '%.fifo';`);
  database.close();
}

/** Uses the database of a host's queues, whose messages are in the table `messages`. */
export function inQueues<T>({ dataDir }: { dataDir: string }, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    return use(database);
  } finally {
    database.close();
  }
}

/** Ends the visibility timeout of messages that a killed function had received, while the host runs. */
export const returnMessages = (host: { dataDir: string }): void =>
  inQueues(host, (database) => database.exec('UPDATE messages SET visible = 0 WHERE receives > 0'));
