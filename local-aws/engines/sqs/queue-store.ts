import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { FifoParameters, FifoSettings } from './fifo-messages.ts';
import { prepareStatements } from './queue-tables.ts';

/** A queue of the template. */
export type QueueDefinition = {
  name: string;
  arn: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  /** The dead-letter queue, and the number of receives after which a message moves there. */
  redrive?: { arn: string; maxReceives: number };
  /** Only of FIFO queues. */
  fifo?: FifoSettings;
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
  /** Only of messages in FIFO queues. */
  fifo?: FifoParameters & { sequence: string };
};

export type SendOptions = {
  attributes?: MessageAttributes | undefined;
  delaySeconds?: number | undefined;
  /** Required for FIFO queues. */
  fifo?: FifoParameters | undefined;
};

/** A message that was sent; of a duplicate, the first one. */
export type SentMessage = { id: string; bodyMd5: string; sequence?: string };

export type QueueCounts = { waiting: number; inFlight: number; delayed: number };

export type QueueStore = {
  readonly definitions: QueueDefinition[];
  find(name: string): QueueDefinition | undefined;
  send(queue: QueueDefinition, body: string, options?: SendOptions): SentMessage;
  /**
   * Receives up to `limit` messages and hides them from other receivers for a time. Messages that were received too
   * often move to the dead-letter queue instead. A FIFO queue returns those of a group in order, and none while another
   * one of the group is hidden.
   */
  receive(queue: QueueDefinition, limit: number, visibilitySeconds?: number): StoredMessage[];
  /** Returns false if the message stays, because FIFO queues keep one whose visibility timeout has ended. */
  remove(queue: QueueDefinition, receiptHandle: string): boolean;
  /** Returns false if the receipt doesn't belong to a message in flight. */
  changeVisibility(queue: QueueDefinition, receiptHandle: string, seconds: number): boolean;
  purge(queue: QueueDefinition): void;
  counts(queue: QueueDefinition): QueueCounts;
  /** Whether a message that contains `text` can be received now. */
  hasWaiting(queue: QueueDefinition, text: string): boolean;
  /** Whether a message of the group that contains `text` can be received once no other one of the group is in flight. */
  hasWaitingInGroup(queue: QueueDefinition, groupId: string, text: string): boolean;
  /**
   * Calls the listener when a message is sent, moved to a dead-letter queue or made visible, but not when a delay or
   * visibility timeout ends, or when a deleted message no longer holds its group.
   */
  onSend(listener: (queue: QueueDefinition) => void): void;
};

/** How long the deduplication ID of a message makes others duplicates. */
const deduplicationMs = 5 * 60 * 1000;

/** Persistent queues with at-least-once delivery and dead-letter queues, like SQS. */
export function createQueueStore(database: DatabaseSync, definitions: QueueDefinition[]): QueueStore {
  const statements = prepareStatements(database);
  const listeners: ((queue: QueueDefinition) => void)[] = [];
  const announce = (queue: QueueDefinition) => {
    for (const listener of listeners) listener(queue);
  };
  const receive = createReceive(statements, definitions, announce);

  return {
    definitions,
    find: (name) => definitions.find((definition) => definition.name === name),
    send(queue, body, options = {}) {
      const sent = insertMessage(database, statements, queue, body, options);
      announce(queue);
      return { ...sent, bodyMd5: md5(body) };
    },
    receive,
    remove(queue, receiptHandle) {
      if (!queue.fifo) {
        statements.remove.run(receiptHandle);
        return true;
      }
      statements.removeInFlight.run(receiptHandle, Date.now());
      return statements.byReceipt.get(receiptHandle) === undefined;
    },
    changeVisibility(queue, receiptHandle, seconds) {
      const now = Date.now();
      const { changes } = statements.show.run(now + seconds * 1000, receiptHandle, now);
      if (seconds === 0) announce(queue);
      return changes > 0;
    },
    purge: (queue) => void statements.removeAll.run(queue.name),
    counts: (queue) => statements.count.get(Date.now(), queue.name) as QueueCounts,
    hasWaiting(queue, text) {
      const statement = queue.fifo ? statements.waitingInOrder : statements.waiting;
      return statement.get(queue.name, Date.now(), text) !== undefined;
    },
    hasWaitingInGroup: (queue, groupId, text) =>
      statements.waitingInGroup.get(queue.name, Date.now(), text, groupId) !== undefined,
    onSend: (listener) => void listeners.push(listener),
  };
}

type Statements = ReturnType<typeof prepareStatements>;
type Row = Record<string, unknown>;

function insertMessage(
  database: DatabaseSync,
  statements: Statements,
  queue: QueueDefinition,
  body: string,
  { attributes = {}, delaySeconds = queue.delaySeconds, fifo }: SendOptions,
): Omit<SentMessage, 'bodyMd5'> {
  const id = randomUUID();
  const now = Date.now();
  const content = [id, queue.name, body, JSON.stringify(attributes), now, now + delaySeconds * 1000] as const;
  if (!queue.fifo || !fifo) {
    statements.insert.run(...content, null, null, null);
    return { id };
  }
  const { groupId, deduplicationId } = fifo;
  const scope = queue.fifo.deduplicationScope === 'messageGroup' ? groupId : null;
  statements.forget.run(now - deduplicationMs);
  const first = statements.duplicate.get(queue.name, deduplicationId, scope);
  if (first) return { id: String(first.messageId), sequence: sequenceNumber(first.sequence) };
  // In one transaction: a message whose ID alone was kept would be lost, because sending it again would be a duplicate.
  database.exec('BEGIN IMMEDIATE');
  try {
    const entry = statements.remember.get(queue.name, groupId, deduplicationId, id, now);
    const sequence = Number(entry?.sequence);
    statements.insert.run(...content, groupId, deduplicationId, sequence);
    database.exec('COMMIT');
    return { id, sequence: sequenceNumber(sequence) };
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function createReceive(
  statements: Statements,
  definitions: QueueDefinition[],
  announce: (queue: QueueDefinition) => void,
): QueueStore['receive'] {
  /** Moves the messages that were received too often to the dead-letter queue, and returns the others. */
  function moveDead({ redrive }: QueueDefinition, rows: Row[], now: number): Row[] {
    const deadLetterQueue = redrive && definitions.find(({ arn }) => arn === redrive.arn);
    if (!deadLetterQueue) return rows;
    const dead = rows.filter((row) => Number(row.receives) >= redrive.maxReceives);
    for (const row of dead) {
      // Only in FIFO queues, the retention period begins anew.
      const sent = deadLetterQueue.fifo ? now : Number(row.sent);
      statements.move.run(deadLetterQueue.name, now, sent, String(row.id));
      announce(deadLetterQueue);
    }
    return rows.filter((row) => !dead.includes(row));
  }

  /** A message that was moved no longer holds its group, so others can take its place. */
  function nextInOrder(queue: QueueDefinition, limit: number, now: number): Row[] {
    for (;;) {
      const rows = statements.nextInOrder.all(queue.name, now, limit);
      const alive = moveDead(queue, rows, now);
      if (alive.length === rows.length) return rows;
    }
  }

  return (queue, limit, visibilitySeconds = queue.visibilitySeconds) => {
    const now = Date.now();
    statements.expire.run(queue.name, now - queue.retentionSeconds * 1000);
    const rows = queue.fifo
      ? nextInOrder(queue, limit, now)
      : moveDead(queue, statements.next.all(queue.name, now, limit), now);
    return rows.map((row) => {
      const receiptHandle = randomUUID();
      statements.take.run(now + visibilitySeconds * 1000, now, receiptHandle, String(row.id));
      return { ...messageOf(row, now), receiptHandle };
    });
  };
}

function messageOf(row: Row, now: number): Omit<StoredMessage, 'receiptHandle'> {
  const body = String(row.body);
  return {
    id: String(row.id),
    body,
    bodyMd5: md5(body),
    attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
    sentMs: Number(row.sent),
    firstReceivedMs: Number(row.firstReceived ?? now),
    receives: Number(row.receives) + 1,
    ...(row.sequence === null ? {} : { fifo: fifoOf(row) }),
  };
}

function fifoOf({ groupId, deduplicationId, sequence }: Row) {
  return {
    groupId: String(groupId),
    deduplicationId: String(deduplicationId),
    sequence: sequenceNumber(sequence),
  };
}

/** Twenty digits, as on AWS. */
function sequenceNumber(sequence: unknown): string {
  return String(sequence).padStart(20, '0');
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
