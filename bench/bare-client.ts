import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { indexName, listPartition, recordKey } from '#data/keys.ts';
import type { System } from './system.ts';

/** What the product's own client is made with, and what could be otherwise. */
export type ClientVariant = {
  name: string;
  change?: (client: DynamoDBDocumentClient) => void;
  options?: object;
};

/** A client of the SDK that talks to the engine itself: no check of rights and no function in between. */
export function bareClient({ host }: System, { change, options }: ClientVariant): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: host.info.dynamodbUrl,
      region: host.info.region,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
      ...options,
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  change?.(client);
  return client;
}

/** Reads one record strongly, as the product must. */
export function getRecord({ host, large }: System, id: string): GetCommand {
  return new GetCommand({
    TableName: host.info.table,
    Key: recordKey(large.id, 'contact', id),
    ConsistentRead: true,
  });
}

/** The Query that the product sends for the first page of 25: rows and sort keys, and one row more for what follows. */
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

/** The rows that such a Query gave, as objects. */
export const rowsOf = ({ Items = [] }: QueryCommandOutput): object[] =>
  Items.map(({ row }) => JSON.parse(String(row).slice(String(row).indexOf('{'))) as object);
