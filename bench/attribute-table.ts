import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoCall } from '#infra/local/dynamodb/wire.ts';
import { bareClient } from './bare-client.ts';
import type { System } from './system.ts';

const rowsMade = 25;
const name = 'bench-attributes';

/** A table whose rows are kept the usual way, one attribute a field: what the product's list is compared with. */
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
  const puts = items.map((item, index) => ({
    PutRequest: { Item: { ...item, pk: 'rows', sk: String(index).padStart(3, '0') } },
  }));
  await bareClient(system, { name: 'loading' }).send(
    new BatchWriteCommand({ RequestItems: { [name]: puts } }),
  );
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
