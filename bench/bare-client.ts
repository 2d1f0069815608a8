import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { indexName, listPartition, recordKey } from '#data/store/keys.ts';
import type { System } from './system.ts';

/** An SDK client that talks to the engine directly, without permission checks or a function in between. */
export function bareClient({ host }: System): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: host.info.dynamodbUrl,
      region: host.info.region,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
}

/** Reads one record with strong consistency, as the product does. */
export function getRecord({ host, large }: System, id: string): GetCommand {
  return new GetCommand({
    TableName: host.info.table,
    Key: recordKey(large.id, 'contact', id),
    ConsistentRead: true,
  });
}

/**
 * The Query with which the product reads the first page of 25: rows, sort keys, and one more row to know whether there
 * is a next page.
 */
export function queryPage({ host, large }: System): QueryCommand {
  return new QueryCommand({
    TableName: host.info.table,
    IndexName: indexName('g1'),
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeValues: { ':pk': listPartition(large.id, 'contact', 'all') },
    ExpressionAttributeNames: { '#pk': 'g1pk', '#sk': 'g1sk', '#row': 'row' },
    ProjectionExpression: '#row, #sk',
    Limit: 26,
  });
}

/** Parses the rows in the result of `queryPage`. */
export const rowsOf = ({ Items = [] }: QueryCommandOutput): object[] =>
  Items.map(({ row }) => JSON.parse(String(row).slice(String(row).indexOf('{'))) as object);
