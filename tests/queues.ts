import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Ends the visibility timeout of messages that were in progress when a host was killed. Also duplicates every message, as
 * at-least-once delivery allows.
 */
export function letVisibilityPass(dataDir: string): void {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'));
  database.exec(`UPDATE messages SET visible = 0;
    INSERT INTO messages (id, queue, body, attributes, sent, visible)
    SELECT lower(hex(randomblob(16))), queue, body, attributes, sent, 0 FROM messages;`);
  database.close();
}
