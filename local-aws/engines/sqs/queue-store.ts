import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A standard queue of the template. */
export type QueueDefinition = {
  name: string;
  arn: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  /** The dead-letter queue, and the number of receives after which a message moves there. */
  redrive?: { arn: string; maxReceives: number };
};

export type MessageAttributes = Record<
  string,
  { DataType: string; StringValue?: string; BinaryValue?: string }
>;

export type StoredMessage = {
  id: string;
  receiptHandle: string;
  body: string;
  bodyMd5: string;
  attributes: MessageAttributes;
  sentMs: number;
  firstReceivedMs: number;
  receives: number;
};

export type QueueCounts = { waiting: number; inFlight: number; delayed: number };

export type QueueStore = {
  readonly definitions: QueueDefinition[];
  find(name: string): QueueDefinition | undefined;
  send(
    queue: QueueDefinition,
    body: string,
    attributes?: MessageAttributes,
    delaySeconds?: number,
  ): { id: string; bodyMd5: string };
  /**
   * Receives up to `limit` messages and hides them from other receivers for a time. Messages that were received too
   * often move to the dead-letter queue instead.
   */
  receive(queue: QueueDefinition, limit: number, visibilitySeconds?: number): StoredMessage[];
  remove(queue: QueueDefinition, receiptHandle: string): void;
  /** Returns false if the receipt doesn't belong to a message in flight. */
  changeVisibility(queue: QueueDefinition, receiptHandle: string, seconds: number): boolean;
  purge(queue: QueueDefinition): void;
  counts(queue: QueueDefinition): QueueCounts;
  /** Whether a message that contains `text` can be received now. */
  hasWaiting(queue: QueueDefinition, text: string): boolean;
  /**
   * Calls the listener when a message is sent, moved to a dead-letter queue or made visible, but not when a delay or
   * visibility timeout ends.
   */
  onSend(listener: (queue: QueueDefinition) => void): void;
};

const schema = `CREATE TABLE IF NOT EXISTS messages (
  id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, sent INTEGER NOT NULL,
  visible INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, firstReceived INTEGER, receipt TEXT);
CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);
CREATE INDEX IF NOT EXISTS messages_by_receipt ON messages (receipt);`;

function prepareStatements(database: DatabaseSync) {
  database.exec(schema);
  return {
    insert: database.prepare(
      'INSERT INTO messages (id, queue, body, attributes, sent, visible) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    next: database.prepare(
      'SELECT * FROM messages WHERE queue = ? AND visible <= ? ORDER BY visible LIMIT ?',
    ),
    take: database.prepare(
      `UPDATE messages SET visible = ?, receives = receives + 1, firstReceived = coalesce(firstReceived, ?),
       receipt = ? WHERE id = ?`,
    ),
    move: database.prepare(
      'UPDATE messages SET queue = ?, visible = ?, receives = 0, receipt = NULL WHERE id = ?',
    ),
    expire: database.prepare('DELETE FROM messages WHERE queue = ? AND sent < ?'),
    remove: database.prepare('DELETE FROM messages WHERE receipt = ?'),
    removeAll: database.prepare('DELETE FROM messages WHERE queue = ?'),
    show: database.prepare('UPDATE messages SET visible = ? WHERE receipt = ? AND visible > ?'),
    waiting: database.prepare(
      'SELECT 1 FROM messages WHERE queue = ? AND visible <= ? AND instr(body, ?) > 0 LIMIT 1',
    ),
    count: database.prepare(
      `SELECT coalesce(sum(visible <= ?1), 0) AS waiting,
       coalesce(sum(visible > ?1 AND receives > 0), 0) AS inFlight,
       coalesce(sum(visible > ?1 AND receives = 0), 0) AS delayed FROM messages WHERE queue = ?2`,
    ),
  };
}

/** Persistent queues with at-least-once delivery and dead-letter queues, like SQS. */
export function createQueueStore(database: DatabaseSync, definitions: QueueDefinition[]): QueueStore {
  const statements = prepareStatements(database);
  const listeners: ((queue: QueueDefinition) => void)[] = [];
  const announce = (queue: QueueDefinition) => {
    for (const listener of listeners) listener(queue);
  };
  const byArn = (arn: string) => definitions.find((definition) => definition.arn === arn);

  function receiveOne(
    queue: QueueDefinition,
    row: Record<string, unknown>,
    hiddenUntil: number,
    now: number,
  ) {
    const dead =
      queue.redrive && Number(row.receives) >= queue.redrive.maxReceives && byArn(queue.redrive.arn);
    if (dead) {
      statements.move.run(dead.name, now, String(row.id));
      announce(dead);
      return [];
    }
    const receiptHandle = randomUUID();
    statements.take.run(hiddenUntil, now, receiptHandle, String(row.id));
    return [{ ...messageOf(row, now), receiptHandle }];
  }

  return {
    definitions,
    find: (name) => definitions.find((definition) => definition.name === name),
    send(queue, body, attributes = {}, delaySeconds = queue.delaySeconds) {
      const id = randomUUID();
      const now = Date.now();
      statements.insert.run(id, queue.name, body, JSON.stringify(attributes), now, now + delaySeconds * 1000);
      announce(queue);
      return { id, bodyMd5: md5(body) };
    },
    receive(queue, limit, visibilitySeconds = queue.visibilitySeconds) {
      const now = Date.now();
      statements.expire.run(queue.name, now - queue.retentionSeconds * 1000);
      const hiddenUntil = now + visibilitySeconds * 1000;
      return statements.next
        .all(queue.name, now, limit)
        .flatMap((row) => receiveOne(queue, row, hiddenUntil, now));
    },
    remove: (_queue, receiptHandle) => void statements.remove.run(receiptHandle),
    changeVisibility(queue, receiptHandle, seconds) {
      const now = Date.now();
      const { changes } = statements.show.run(now + seconds * 1000, receiptHandle, now);
      if (seconds === 0) announce(queue);
      return changes > 0;
    },
    purge: (queue) => void statements.removeAll.run(queue.name),
    counts: (queue) => statements.count.get(Date.now(), queue.name) as QueueCounts,
    hasWaiting: (queue, text) => statements.waiting.get(queue.name, Date.now(), text) !== undefined,
    onSend: (listener) => void listeners.push(listener),
  };
}

function messageOf(row: Record<string, unknown>, now: number): Omit<StoredMessage, 'receiptHandle'> {
  const body = String(row.body);
  return {
    id: String(row.id),
    body,
    bodyMd5: md5(body),
    attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
    sentMs: Number(row.sent),
    firstReceivedMs: Number(row.firstReceived ?? now),
    receives: Number(row.receives) + 1,
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
