import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { listPartition } from '#data/store/keys.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { bareClient } from './bare-client.ts';
import type { System } from './system.ts';

const rowsMade = 26;
const name = 'bench-attributes';

/**
 * Creates a table with contacts from the product's list, in which each field is an attribute. The benchmark compares
 * reading it with reading the product's list, which stores each row as one text.
 */
export async function attributeTable(system: System): Promise<{ query(): QueryCommand }> {
  const call = createDynamoCall(system.host.info.dynamodbUrl, system.host.info.region);
  const { TableNames } = await call('ListTables', {});
  if (!(TableNames as string[]).includes(name)) {
    await call('CreateTable', {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  }
  const { items } = await system.get<{ items: Record<string, unknown>[] }>(
    `/v1/orgs/${system.large.id}/contacts?limit=${rowsMade}`,
  );
  const client = bareClient(system);
  for (const [index, item] of items.entries()) {
    const list = {
      type: 'contact',
      g1pk: listPartition(system.large.id, 'contact', 'all'),
      g1sk: `${String(item.fullName)}#${String(item.id)}`,
    };
    const key = { pk: 'rows', sk: String(index).padStart(3, '0') };
    await client.send(new PutCommand({ TableName: name, Item: { ...item, ...list, ...key } }));
  }
  return {
    query: () =>
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'rows' },
        Limit: rowsMade,
      }),
  };
}
