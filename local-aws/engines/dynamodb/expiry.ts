import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../http/service-error.ts';
import type { StreamRecord } from '../../streams/stream-source.ts';
import type { DynamoCall } from './wire.ts';
import { found } from '../../found.ts';

export type Expiry = {
  /** Whether a stream record is the removal of an expired item. */
  isExpiry(record: StreamRecord): boolean;
  /** Removes all expired items now and returns their number. */
  sweep(): Promise<number>;
  stop(): void;
};

type Key = Record<string, Record<string, string>>;

/** Interval at which a page of the table is searched for expired items. DynamoDB may take days to remove one. */
const turnMs = 2000;
const pageItems = 500;
/** How long expired items are remembered. A stream reader that lags further behind sees an ordinary removal. */
const rememberedMs = 24 * 60 * 60 * 1000;

/** Starts to remove items whose time to live has passed, because the engine doesn't remove them. */
export function startExpiry(
  call: DynamoCall,
  database: DatabaseSync,
  table: { name: string; keys: string[]; attribute: string },
): Expiry {
  database.exec('CREATE TABLE IF NOT EXISTS expired (key TEXT PRIMARY KEY, at INTEGER NOT NULL)');
  const remember = database.prepare('INSERT OR REPLACE INTO expired VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM expired WHERE key = ?');
  const forgetOld = database.prepare('DELETE FROM expired WHERE at < ?');
  const find = database.prepare('SELECT 1 FROM expired WHERE key = ?');
  const textOf = (key: Key) => JSON.stringify(table.keys.map((name) => key[name]));
  let from: unknown;

  async function removeItem(key: Key, now: number): Promise<boolean> {
    // The key is stored first, because a stream reader can receive the removal before the call returns.
    remember.run(textOf(key), now);
    try {
      await call('DeleteItem', {
        TableName: table.name,
        Key: key,
        ...due('ConditionExpression', table.attribute, now),
      });
      return true;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.name !== 'ConditionalCheckFailedException') throw error;
      forget.run(textOf(key));
      return false;
    }
  }

  async function sweepPage(): Promise<number> {
    const now = Date.now();
    const page = await call('Scan', {
      TableName: table.name,
      Limit: pageItems,
      ...(from ? { ExclusiveStartKey: from } : {}),
      ...due('FilterExpression', table.attribute, now),
    });
    from = page.LastEvaluatedKey;
    let removed = 0;
    for (const item of page.Items as Key[]) {
      const key = Object.fromEntries(table.keys.map((name) => [name, found(item[name], name)]));
      if (await removeItem(key, now)) removed += 1;
    }
    forgetOld.run(now - rememberedMs);
    return removed;
  }

  // A page that fails is searched again later. `Engine.died` reports an engine that has ended.
  const timer = setInterval(() => void sweepPage().catch(() => undefined), turnMs);
  return {
    isExpiry: (record) =>
      record.eventName === 'REMOVE' && find.get(textOf(record.dynamodb.Keys)) !== undefined,
    async sweep() {
      from = undefined;
      let removed = 0;
      do removed += await sweepPage();
      while (from);
      return removed;
    },
    stop: () => clearInterval(timer),
  };
}

function due(expression: string, attribute: string, now: number) {
  return {
    [expression]: '#ttl BETWEEN :oldest AND :now',
    ExpressionAttributeNames: { '#ttl': attribute },
    ExpressionAttributeValues: {
      // Like DynamoDB, ignores times more than five years in the past.
      ':oldest': { N: String(Math.floor(now / 1000) - 5 * 365 * 86_400) },
      ':now': { N: String(Math.floor(now / 1000)) },
    },
  };
}
