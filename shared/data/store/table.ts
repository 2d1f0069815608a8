import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type ConsumedCapacity,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type {
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { ProblemError } from '#contract/problem.ts';
import { client, onWire, type Item } from '../sdk/client.ts';
import { retryDelayMs, sleep } from './retry.ts';
import { recordIdOf, type Key } from './keys.ts';
import type { Session } from './units.ts';

export type { Item } from '../sdk/client.ts';

type Attributes = Pick<GetCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;

export const tableName = process.env.TABLE_NAME ?? '';

/** A key as text, for maps. */
export const itemName = (key: Key): string => `${key.pk}\n${key.sk}`;

type Capacity = ConsumedCapacity | ConsumedCapacity[] | undefined;

/** Adds consumed capacity to the session. */
export function meter(session: Session, kind: 'read' | 'write', capacity: Capacity): void {
  for (const part of Array.isArray(capacity) ? capacity : [capacity])
    session.units[kind] += part?.CapacityUnits ?? 0;
}

const triesMax = 10;

/**
 * Waits before requests that DynamoDB left unprocessed are sent again. Throws `unavailable` instead of an eleventh
 * attempt.
 */
async function pauseBefore(attempt: number): Promise<void> {
  if (attempt === triesMax) throw new ProblemError('unavailable');
  if (attempt > 0) await sleep(retryDelayMs(attempt));
}

/** Reads one item, with strong consistency by default, because recent writes must be visible. */
export async function getItem<T = Item>(
  session: Session,
  key: Key,
  options: Attributes & { strong?: boolean } = {},
): Promise<T | undefined> {
  if (session.prefetched.has(itemName(key))) return session.prefetched.get(itemName(key)) as T | undefined;
  const { strong = true, ...attributes } = options;
  const { Item: item, ConsumedCapacity } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: marshall(key),
      ConsistentRead: strong,
      ReturnConsumedCapacity: 'TOTAL',
      ...attributes,
    }),
  );
  meter(session, 'read', ConsumedCapacity);
  return item && (unmarshall(item) as T);
}

/** Maximum number of keys in one BatchGetItem. */
const keysPerBatch = 100;

/** Reads any number of items, in the order of the keys; a missing one is undefined. */
export async function getItems<T = Item>(
  session: Session,
  keys: readonly Key[],
  options: Attributes & { strong?: boolean } = {},
): Promise<(T | undefined)[]> {
  const found = new Map<string, Item | undefined>(session.prefetched);
  const missing = keys.filter((key) => !found.has(itemName(key)));
  const distinct = [...new Map(missing.map((key) => [itemName(key), key])).values()];
  const batches: Key[][] = [];
  for (let start = 0; start < distinct.length; start += keysPerBatch)
    batches.push(distinct.slice(start, start + keysPerBatch));
  for (const items of await Promise.all(batches.map((batch) => readBatch(session, batch, options))))
    for (const item of items) found.set(itemName(item as unknown as Key), item);
  return keys.map((key) => found.get(itemName(key)) as T | undefined);
}

/** Reads the existing items of one batch, and requests again the keys that DynamoDB left unprocessed. */
async function readBatch(
  session: Session,
  keys: readonly Key[],
  { strong = true, ...attributes }: Attributes & { strong?: boolean },
): Promise<Item[]> {
  const items: Item[] = [];
  let pending = keys.map((key) => marshall(key));
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    await pauseBefore(attempt);
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [tableName]: { Keys: pending, ConsistentRead: strong, ...attributes } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    meter(session, 'read', ConsumedCapacity);
    items.push(...(Responses?.[tableName] ?? []).map((wire) => unmarshall(wire)));
    pending = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}

export async function query<T = Item>(
  session: Session,
  input: Omit<QueryCommandInput, 'TableName' | 'ReturnConsumedCapacity'>,
): Promise<{ items: T[]; lastKey: Item | undefined; scanned: number }> {
  const answer = await client.send(
    new QueryCommand({ TableName: tableName, ReturnConsumedCapacity: 'TOTAL', ...onWire(input) }),
  );
  meter(session, 'read', answer.ConsumedCapacity);
  return {
    items: (answer.Items ?? []).map((item) => unmarshall(item) as T),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
    scanned: answer.ScannedCount ?? 0,
  };
}

/** All items of a partition with a sort key prefix, for partitions of bounded size. */
export async function queryAll<T = Item>(
  session: Session,
  pk: string,
  prefix = '',
  strong = true,
): Promise<T[]> {
  const all: T[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<T>(session, {
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix ? { ':prefix': prefix } : {}) },
      ConsistentRead: strong,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    all.push(...items);
    start = lastKey;
  } while (start);
  return all;
}

/** Retries a write that conflicts with a transaction on its item, because the SDK doesn't retry this error. */
async function afterConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'TransactionConflictException') throw error;
      if (attempt === triesMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

/** Parameters of every write. */
const whole = { TableName: tableName, ReturnConsumedCapacity: 'TOTAL' as const };
type Plain<T> = Omit<T, 'TableName' | 'ReturnConsumedCapacity'>;

/** Writes an item outside transactions: only derived data, progress and heartbeats, never records. */
export async function putItem(session: Session, input: Plain<PutCommandInput>): Promise<void> {
  const command = new PutItemCommand({ ...whole, ...onWire(input) });
  const answer = await afterConflicts(() => client.send(command));
  meter(session, 'write', answer.ConsumedCapacity);
}

export async function updateItem(
  session: Session,
  input: Plain<UpdateCommandInput>,
): Promise<Item | undefined> {
  const command = new UpdateItemCommand({ ...whole, ...onWire(input) });
  const answer = await afterConflicts(() => client.send(command));
  meter(session, 'write', answer.ConsumedCapacity);
  return answer.Attributes && unmarshall(answer.Attributes);
}

export async function deleteItem(session: Session, input: Plain<DeleteCommandInput>): Promise<void> {
  const command = new DeleteItemCommand({ ...whole, ...onWire(input) });
  const answer = await afterConflicts(() => client.send(command));
  meter(session, 'write', answer.ConsumedCapacity);
}

/** Puts and deletes items unconditionally in batches of 25. Unprocessed writes are sent again. */
export async function writeItems(
  session: Session,
  puts: readonly Item[],
  deletes: readonly Key[],
): Promise<void> {
  let pending: WriteRequest[] = [
    ...puts.map((item) => ({ PutRequest: onWire({ Item: item }) })),
    ...deletes.map((key) => ({ DeleteRequest: onWire({ Key: key }) })),
  ];
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    await pauseBefore(attempt);
    const undone: WriteRequest[] = [];
    const batches: WriteRequest[][] = [];
    for (let start = 0; start < pending.length; start += 25) batches.push(pending.slice(start, start + 25));
    const rest = batches.values();
    const lane = async (): Promise<void> => {
      for (const batch of rest) undone.push(...(await writeBatch(session, batch)));
    };
    // Waits for all lanes before it reports a failure, so that no write is still running when the caller continues.
    const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    pending = undone;
  }
}

/** Number of concurrent batches. */
const lanes = 3;

/** Returns the writes that the table left unprocessed. */
async function writeBatch(session: Session, batch: WriteRequest[]): Promise<WriteRequest[]> {
  const answer = await client.send(
    new BatchWriteItemCommand({
      RequestItems: { [tableName]: batch },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  meter(session, 'write', answer.ConsumedCapacity);
  return answer.UnprocessedItems?.[tableName] ?? [];
}

/** Whether the condition of a write outside a transaction failed. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** Number of items that one page of a scan reads. A page takes only a small part of the time that an invocation has. */
const scanPageItems = 1_000;

/** Names of errors that a retry cannot solve. */
const lasting = new Set([
  'ItemCollectionSizeLimitExceededException',
  'SerializationException',
  'TransactionCanceledException',
  'ValidationException',
]);

/** Whether an error is temporary, so that the same work can succeed later. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof ProblemError) return error.code === 'unavailable';
  return error instanceof Error && '$metadata' in error && !lasting.has(error.name);
}

export interface ScannedItem extends Key {
  kind: 'record' | 'ledger' | 'word';
  /** The record's id. */
  id: string;
}

/**
 * Scans one page of the table for records of a type, their search terms, and projection states that don't expire. Only
 * the role of `events/reprojection` allows a scan.
 */
export async function scanType(
  session: Session,
  type: string,
  lastKey: Item | undefined,
): Promise<{ items: ScannedItem[]; lastKey: Item | undefined }> {
  const answer = await client.send(
    new ScanCommand({
      TableName: tableName,
      FilterExpression:
        '(#type = :type AND kind IN (:record, :word)) OR (kind = :ledger AND attribute_not_exists(expiresAt) AND contains(pk, :part))',
      ProjectionExpression: 'pk, sk, kind, id',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: marshall({
        ':type': type,
        ':record': 'record',
        ':word': 'word',
        ':ledger': 'ledger',
        ':part': `#${type}#`,
      }),
      Limit: scanPageItems,
      ReturnConsumedCapacity: 'TOTAL',
      ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
    }),
  );
  meter(session, 'read', answer.ConsumedCapacity);
  return {
    items: (answer.Items ?? []).map((wire) => {
      const item = unmarshall(wire) as ScannedItem;
      return item.kind === 'word' ? item : { ...item, id: recordIdOf(item.pk) };
    }),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
