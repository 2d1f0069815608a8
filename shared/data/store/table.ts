import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type ConsumedCapacity,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type {
  DeleteCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { ProblemError } from '#contract/problem.ts';
import { client, onWire, type Item } from '../sdk/client.ts';
import { plainItem } from '../sdk/plain-item.ts';
import { retryDelayMs, sleep } from './retry.ts';
import { itemName } from './item-name.ts';
import type { Key } from './keys.ts';
import { together } from './together.ts';
import type { Session } from './units.ts';

export type { Item } from '../sdk/client.ts';

export const tableName = process.env.TABLE_NAME ?? '';

interface Consuming {
  ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined;
}

/** Makes a call of the table, and adds it and the capacity that it consumed to the session. */
export async function metered<Answer extends Consuming>(
  { units }: Session,
  kind: 'read' | 'write',
  call: () => Promise<Answer>,
): Promise<Answer> {
  const round = units.rounds + 1;
  units.calls += 1;
  const answer = await call();
  units.rounds = Math.max(units.rounds, round);
  for (const part of [answer.ConsumedCapacity ?? []].flat()) units[kind] += part.CapacityUnits ?? 0;
  return answer;
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

interface ReadOptions {
  ProjectionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  /** True by default, because recent writes must be visible. */
  strong?: boolean;
}

/** Reads one item. */
export async function getItem<T = Item>(
  session: Session,
  key: Key,
  options: ReadOptions = {},
): Promise<T | undefined> {
  const [item] = await getItems<T>(session, [key], options);
  return item;
}

/**
 * Reads any number of items, in the order of the keys; a missing one is undefined. A projection must include `pk` and `sk`
 * if there are several keys.
 */
export async function getItems<T = Item>(
  session: Session,
  keys: readonly Key[],
  options: ReadOptions = {},
): Promise<(T | undefined)[]> {
  const { prefetched } = session;
  const missing = keys.filter((key) => !prefetched.has(itemName(key)));
  const read = (all: readonly Key[]) => readItems(session, all, options);
  // Only whole items tell whose they are, so that they can be read for several callers.
  const isWhole = options.ProjectionExpression === undefined;
  const found =
    missing.length === 0
      ? undefined
      : await (isWhole ? together(session.units, options, missing, read) : read(distinct(missing)));
  return keys.map((key) => {
    const name = itemName(key);
    return (prefetched.has(name) ? prefetched.get(name) : found?.get(name)) as T | undefined;
  });
}

const distinct = (keys: readonly Key[]): Key[] => [
  ...new Map(keys.map((key) => [itemName(key), key])).values(),
];

/** Maximum number of keys in one BatchGetItem. */
const keysPerBatch = 100;

/** Reads the existing ones of different items, by their names. */
async function readItems(
  session: Session,
  keys: readonly Key[],
  options: ReadOptions,
): Promise<Map<string, Item>> {
  const [only, ...others] = keys;
  if (only && others.length === 0) {
    const item = await readItem(session, only, options);
    return new Map(item ? [[itemName(only), item]] : []);
  }
  const batches: Key[][] = [];
  for (let start = 0; start < keys.length; start += keysPerBatch)
    batches.push(keys.slice(start, start + keysPerBatch));
  const items = await Promise.all(batches.map((batch) => readBatch(session, batch, options)));
  return new Map(items.flat().map((item) => [itemName(item as Item & Key), item]));
}

async function readItem(
  session: Session,
  key: Key,
  { strong = true, ...attributes }: ReadOptions,
): Promise<Item | undefined> {
  const { Item: item } = await metered(session, 'read', () =>
    client.send(
      new GetItemCommand({
        TableName: tableName,
        Key: marshall(key),
        ConsistentRead: strong,
        ReturnConsumedCapacity: 'TOTAL',
        ...attributes,
      }),
    ),
  );
  return item && plainItem(item);
}

/** Reads the existing items of one batch, and requests again the keys that DynamoDB left unprocessed. */
async function readBatch(
  session: Session,
  keys: readonly Key[],
  { strong = true, ...attributes }: ReadOptions,
): Promise<Item[]> {
  const items: Item[] = [];
  let pending = keys.map((key) => marshall(key));
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    await pauseBefore(attempt);
    const { Responses, UnprocessedKeys } = await metered(session, 'read', () =>
      client.send(
        new BatchGetItemCommand({
          RequestItems: { [tableName]: { Keys: pending, ConsistentRead: strong, ...attributes } },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      ),
    );
    items.push(...(Responses?.[tableName] ?? []).map(plainItem));
    pending = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}

export async function query<T = Item>(
  session: Session,
  input: Omit<QueryCommandInput, 'TableName' | 'ReturnConsumedCapacity'>,
): Promise<{ items: T[]; lastKey: Item | undefined; scanned: number }> {
  const command = new QueryCommand({
    TableName: tableName,
    ReturnConsumedCapacity: 'TOTAL',
    ...onWire(input),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    items: (answer.Items ?? []).map((item) => plainItem(item) as T),
    lastKey: answer.LastEvaluatedKey && plainItem(answer.LastEvaluatedKey),
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
  await afterConflicts(() => metered(session, 'write', () => client.send(command)));
}

export async function updateItem(
  session: Session,
  input: Plain<UpdateCommandInput>,
): Promise<Item | undefined> {
  const command = new UpdateItemCommand({ ...whole, ...onWire(input) });
  const answer = await afterConflicts(() => metered(session, 'write', () => client.send(command)));
  return answer.Attributes && plainItem(answer.Attributes);
}

export async function deleteItem(session: Session, input: Plain<DeleteCommandInput>): Promise<void> {
  const command = new DeleteItemCommand({ ...whole, ...onWire(input) });
  await afterConflicts(() => metered(session, 'write', () => client.send(command)));
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
  const answer = await metered(session, 'write', () =>
    client.send(
      new BatchWriteItemCommand({
        RequestItems: { [tableName]: batch },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    ),
  );
  return answer.UnprocessedItems?.[tableName] ?? [];
}

/** Whether the condition of a write outside a transaction failed. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

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
