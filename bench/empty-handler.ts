// A function that only reads one item: the baseline for the bundle measurements (P5).
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler(): Promise<{ statusCode: number; body: string }> {
  const { Item } = await client.send(new GetCommand({ TableName: 'table', Key: { pk: 'pk', sk: 'sk' } }));
  return { statusCode: 200, body: JSON.stringify(Item) };
}
