import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '#data/keys.ts';
import { createDynamoCall } from '#infra/local/dynamodb/wire.ts';
import type { RunningHost } from './organization.ts';

type Item = Record<string, any>;

/** The table as it lies in the engine, past every check of rights: to look at what the API must not show. */
export function openTable({ info, dataDir }: RunningHost) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: info.dynamodbUrl,
      region: info.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

  /** Items of the whole table, or those whose partition's name holds a text, which take a fraction of the time. */
  async function items(keep: (item: Item) => boolean, partition?: string): Promise<Item[]> {
    if (partition !== undefined) return read('instr(pk, ?) > 0', partition).filter(keep);
    const found: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName: info.table, ...(start ? { ExclusiveStartKey: start } : {}) }),
      );
      found.push(...(page.Items ?? []).filter(keep));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  }

  /** Out of the engine's own file: a Scan reads all that other tests have written. */
  function read(condition: string, ...values: string[]): Item[] {
    const database = new DatabaseSync(path.join(dataDir, 'dynamodb.sqlite'), { readOnly: true });
    try {
      const rows = database
        .prepare(`SELECT item_json FROM "${info.table}" WHERE ${condition}`)
        .all(...values);
      return rows.map(({ item_json: json }) => unmarshall(JSON.parse(String(json)) as never));
    } finally {
      database.close();
    }
  }

  return {
    items,
    /** Whether a text stands anywhere in the table, as it goes over the wire. */
    async holds(text: string): Promise<boolean> {
      const call = createDynamoCall(info.dynamodbUrl, info.region);
      let start: unknown;
      do {
        const page = await call('Scan', {
          TableName: info.table,
          ...(start ? { ExclusiveStartKey: start } : {}),
        });
        if (JSON.stringify(page.Items).includes(JSON.stringify(text).slice(1, -1))) return true;
        start = page.LastEvaluatedKey;
      } while (start);
      return false;
    },
    /** Everything that lies under an organization, by key. */
    organization(orgId: string): Promise<Map<string, Item>> {
      const own = read('instr(pk, ?) > 0', `ORG#${orgId}`);
      return Promise.resolve(new Map(own.map((item) => [`${item.pk} ${item.sk}`, item])));
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
    /** Lets the days of the trash pass for what lies under a key. Does nothing for what is not in the trash. */
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
