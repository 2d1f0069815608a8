import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from '#data/keys.ts';
import { createDynamoCall } from '#infra/local/dynamodb/wire.ts';
import type { RunningHost } from './organization.ts';

type Item = Record<string, any>;

/** The table as it lies in the engine, past every check of rights: to look at what the API must not show. */
export function openTable({ info }: RunningHost) {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: info.dynamodbUrl,
      region: info.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );

  /** Items of the whole table, or those whose partition's name holds a text: the engine leaves out the others. */
  async function items(keep: (item: Item) => boolean, partition?: string): Promise<Item[]> {
    const found: Item[] = [];
    let start: Item | undefined;
    const filter = partition && {
      FilterExpression: 'contains(pk, :text)',
      ExpressionAttributeValues: { ':text': partition },
    };
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: info.table,
          ...filter,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      found.push(...(page.Items ?? []).filter(keep));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
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
    async organization(orgId: string): Promise<Map<string, Item>> {
      const own = await items((item) => String(item.pk).startsWith(`ORG#${orgId}`), orgId);
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
