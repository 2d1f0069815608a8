import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '#data/store/keys.ts';
import type { RunningHost } from './host.ts';

type Item = Record<string, any>;

/**
 * An expiry six years ago, in seconds. The item counts as expired but is never removed: TTL only removes items that
 * expired within the last five years, which it can do at any moment.
 */
export const longOver = (): number => Math.floor(Date.now() / 1000) - 6 * 365 * 86_400;

/** Returns direct access to the table in the engine, to inspect what the API must not show. */
export function openTable({ info, dataDir }: RunningHost) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: info.dynamodbUrl,
      region: info.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

  /**
   * Reads rows from the engine's own file, because a Scan of all tests' data would block the engine for a long time.
   */
  function rows(columns: string, condition: string, text: string): Record<string, unknown>[] {
    const database = new DatabaseSync(path.join(dataDir, 'dynamodb.sqlite'), { readOnly: true });
    try {
      return database.prepare(`SELECT ${columns} FROM "${info.table}" WHERE ${condition}`).all(text);
    } finally {
      database.close();
    }
  }

  /** Items that pass `keep`, from partitions whose key contains a text or from the whole table. */
  function items(keep: (item: Item) => boolean, partition = ''): Promise<Item[]> {
    const found = rows('item_json', 'instr(pk, ?) > 0', partition);
    const all = found.map(({ item_json: json }) => unmarshall(JSON.parse(String(json)) as never));
    return Promise.resolve(all.filter(keep));
  }

  return {
    items,
    /** Whether a text occurs anywhere in the table. */
    holds(text: string): boolean {
      return rows('1', 'instr(item_json, ?) > 0', JSON.stringify(text).slice(1, -1)).length > 0;
    },
    /** All items of an organization, by key. */
    async organization(orgId: string): Promise<Map<string, Item>> {
      const own = await items(() => true, `ORG#${orgId}`);
      return new Map(own.map((item) => [`${item.pk} ${item.sk}`, item]));
    },
    async put(item: Item): Promise<void> {
      await client.send(new PutCommand({ TableName: info.table, Item: item }));
    },
    /** Changes attributes of one item. */
    async change(key: Key, attributes: Item): Promise<void> {
      const { Item: item } = await client.send(new GetCommand({ TableName: info.table, Key: key }));
      if (!item) throw new Error(`There is no item ${key.pk} ${key.sk}`);
      await client.send(new PutCommand({ TableName: info.table, Item: { ...item, ...attributes } }));
    },
    /** Moves the deletion of an item into the past. Has no effect if the item is not in the trash. */
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
