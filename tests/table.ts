import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '#data/store/keys.ts';
import type { RunningHost } from './host.ts';

type Item = Record<string, any>;

/**
 * An expiry time six years ago, in epoch seconds. The product treats the item as expired, but it isn't removed: TTL
 * ignores items that expired more than five years ago.
 */
export const longOver = (): number => Math.floor(Date.now() / 1000) - 6 * 365 * 86_400;

/** Whether an item moves by itself from one step of an invoice to the next, so that it can't be compared later. */
export const movesByItself = ({ kind }: Item): boolean => kind === 'invoice-due';

/** Returns direct access to the table in the engine, to read and write what the API doesn't expose. */
export function openTable({ info, dataDir }: RunningHost) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: info.dynamodbUrl,
      region: info.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

  /**
   * Reads rows from the engine's SQLite file, because a Scan of all tests' data would block the engine for a long time.
   */
  function rows(select: (tableName: string) => string, text: string): Record<string, unknown>[] {
    const database = new DatabaseSync(path.join(dataDir, 'dynamodb.sqlite'), { readOnly: true });
    try {
      return database.prepare(select(`"${info.table}"`)).all(text);
    } finally {
      database.close();
    }
  }

  /** Items that pass `keep`, from partitions whose key contains a text; by default, from the whole table. */
  function items(keep: (item: Item) => boolean, partition = ''): Promise<Item[]> {
    // The inner query reads the index of the keys alone.
    const found = rows(
      (name) =>
        `SELECT item_json FROM ${name} WHERE rowid IN (SELECT rowid FROM ${name} WHERE instr(pk, ?) > 0)`,
      partition,
    );
    const all = found.map(({ item_json: json }) => unmarshall(JSON.parse(String(json)) as never));
    return Promise.resolve(all.filter(keep));
  }

  return {
    items,
    /** Whether a text occurs anywhere in the table. */
    holds(text: string): boolean {
      return (
        rows(
          (name) => `SELECT 1 FROM ${name} WHERE instr(item_json, ?) > 0 LIMIT 1`,
          JSON.stringify(text).slice(1, -1),
        ).length > 0
      );
    },
    /** All items whose partition key contains the id of an organization, by `<pk> <sk>`. */
    async organization(orgId: string): Promise<Map<string, Item>> {
      const own = await items(() => true, `ORG#${orgId}`);
      return new Map(own.map((item) => [`${item.pk} ${item.sk}`, item]));
    },
    async put(item: Item): Promise<void> {
      await client.send(new PutCommand({ TableName: info.table, Item: item }));
    },
    /** Overwrites attributes of an item, which must exist. */
    async change(key: Key, attributes: Item): Promise<void> {
      const { Item: item } = await client.send(new GetCommand({ TableName: info.table, Key: key }));
      if (!item) throw new Error(`There is no item ${key.pk} ${key.sk}`);
      await client.send(new PutCommand({ TableName: info.table, Item: { ...item, ...attributes } }));
    },
    /** Moves the deletion and the expiry of an item into the past. Has no effect on items that don't expire. */
    async letTrashTimePass(key: Key, days = 31): Promise<void> {
      const { Item: item } = await client.send(new GetCommand({ TableName: info.table, Key: key }));
      if (item?.expiresAt === undefined) return;
      const earlier = (text: unknown) =>
        typeof text === 'string'
          ? text.replace(/(?<="deletedAt":")[^"]+|^\d{4}-\d\d-\d\dT[^#]+(?=#)/, (at) =>
              new Date(Date.parse(at) - days * 86_400_000).toISOString(),
            )
          : text;
      await client.send(
        new PutCommand({
          TableName: info.table,
          Item: {
            ...item,
            expiresAt: item.expiresAt - days * 86_400,
            data: earlier(item.data),
            row: earlier(item.row),
            g1sk: earlier(item.g1sk),
          },
        }),
      );
    },
  };
}
