import type { DatabaseSync } from 'node:sqlite';

/**
 * `deduplications` has an entry for each message sent to a FIFO queue. AUTOINCREMENT never uses a number again, so that
 * sequence numbers increase even after all messages were deleted.
 */
const schema = `CREATE TABLE IF NOT EXISTS messages (
  id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, sent INTEGER NOT NULL,
  visible INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, firstReceived INTEGER, receipt TEXT);
CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);
CREATE INDEX IF NOT EXISTS messages_by_receipt ON messages (receipt);
CREATE TABLE IF NOT EXISTS deduplications (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, groupId TEXT NOT NULL,
  deduplicationId TEXT NOT NULL, messageId TEXT NOT NULL, sent INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS deduplications_by_id ON deduplications (queue, deduplicationId);
CREATE INDEX IF NOT EXISTS deduplications_by_time ON deduplications (sent);`;

/** Columns of messages that data folders from before FIFO queues lack. Standard queues leave them empty. */
const fifoColumns = { groupId: 'TEXT', deduplicationId: 'TEXT', sequence: 'INTEGER' };

function createTables(database: DatabaseSync): void {
  database.exec(schema);
  const existing = database.prepare('PRAGMA table_info(messages)').all();
  for (const [name, type] of Object.entries(fifoColumns)) {
    if (existing.some((column) => column.name === name)) continue;
    database.exec(`ALTER TABLE messages ADD COLUMN ${name} ${type}`);
  }
  database.exec('CREATE INDEX IF NOT EXISTS messages_by_sequence ON messages (queue, sequence)');
}

/**
 * The messages of a FIFO queue that can be received. A message in flight holds its whole group, a delayed one only those
 * behind it. The index makes a receive read the first messages of a long queue only.
 */
const receivableInOrder = `WITH held AS (
    SELECT groupId, min(iif(receives > 0, 0, sequence)) AS heldFrom
    FROM messages WHERE queue = ?1 AND visible > ?2 GROUP BY groupId)
  SELECT messages.* FROM messages INDEXED BY messages_by_sequence LEFT JOIN held USING (groupId)
  WHERE queue = ?1 AND visible <= ?2 AND (heldFrom IS NULL OR sequence < heldFrom)`;

/** Creates the tables, or completes those of earlier releases. */
export function prepareStatements(database: DatabaseSync) {
  createTables(database);
  return {
    ...sendStatements(database),
    ...receiveStatements(database),
    ...showStatements(database),
    expire: database.prepare('DELETE FROM messages WHERE queue = ? AND sent < ?'),
    remove: database.prepare('DELETE FROM messages WHERE receipt = ?'),
    removeInFlight: database.prepare('DELETE FROM messages WHERE receipt = ? AND visible > ?'),
    byReceipt: database.prepare('SELECT 1 FROM messages WHERE receipt = ?'),
    removeAll: database.prepare('DELETE FROM messages WHERE queue = ?'),
  };
}

function sendStatements(database: DatabaseSync) {
  return {
    insert: database.prepare(
      `INSERT INTO messages (id, queue, body, attributes, sent, visible, groupId, deduplicationId, sequence)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    forget: database.prepare('DELETE FROM deduplications WHERE sent <= ?'),
    duplicate: database.prepare(
      `SELECT messageId, sequence FROM deduplications
       WHERE queue = ?1 AND deduplicationId = ?2 AND (?3 IS NULL OR groupId = ?3)`,
    ),
    remember: database.prepare(
      `INSERT INTO deduplications (queue, groupId, deduplicationId, messageId, sent)
       VALUES (?, ?, ?, ?, ?) RETURNING sequence`,
    ),
  };
}

function receiveStatements(database: DatabaseSync) {
  return {
    next: database.prepare(
      'SELECT * FROM messages WHERE queue = ? AND visible <= ? ORDER BY visible LIMIT ?',
    ),
    nextInOrder: database.prepare(`${receivableInOrder} ORDER BY sequence LIMIT ?3`),
    take: database.prepare(
      `UPDATE messages SET visible = ?, receives = receives + 1, firstReceived = coalesce(firstReceived, ?),
       receipt = ? WHERE id = ?`,
    ),
    move: database.prepare(
      'UPDATE messages SET queue = ?, visible = ?, sent = ?, receives = 0, receipt = NULL WHERE id = ?',
    ),
  };
}

function showStatements(database: DatabaseSync) {
  return {
    show: database.prepare('UPDATE messages SET visible = ? WHERE receipt = ? AND visible > ?'),
    waiting: database.prepare(
      'SELECT 1 FROM messages WHERE queue = ? AND visible <= ? AND instr(body, ?) > 0 LIMIT 1',
    ),
    waitingInOrder: database.prepare(`${receivableInOrder} AND instr(body, ?3) > 0 LIMIT 1`),
    waitingInGroup: database.prepare(
      'SELECT 1 FROM messages WHERE queue = ? AND visible <= ? AND instr(body, ?) > 0 AND groupId = ? LIMIT 1',
    ),
    count: database.prepare(
      `SELECT coalesce(sum(visible <= ?1), 0) AS waiting,
       coalesce(sum(visible > ?1 AND receives > 0), 0) AS inFlight,
       coalesce(sum(visible > ?1 AND receives = 0), 0) AS delayed FROM messages WHERE queue = ?2`,
    ),
  };
}
