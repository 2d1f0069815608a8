import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import { startDynoxide } from 'local-aws/engines/dynamodb/engine.ts';

export const tableName = 'trial';
export const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 300_000 } as Context;

/**
 * Sets the environment variables of a Lambda function. Handlers read them on import, so call this before importing one.
 */
export function stubLambda(variables: Record<string, string>): void {
  const account = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATRIAL', AWS_SECRET_ACCESS_KEY: 'trial' };
  for (const [name, value] of Object.entries({ ...account, ...variables })) vi.stubEnv(name, value);
}

/** Captures log output, one string per write, and keeps it off the terminal. */
export function catchLog() {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  return {
    lines: () => write.mock.calls.map(([line]) => String(line)),
    clear: () => write.mockClear(),
    restore: () => write.mockRestore(),
  };
}

/**
 * Starts an engine with an empty table that has the product's key schema and its index of due items, in a folder of its
 * own.
 */
export async function startTable() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-table-'));
  const engine = await startDynoxide(folder);
  const credentials = { accessKeyId: 'AKIATRIAL', secretAccessKey: 'trial' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'eu-west-1', credentials });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'g6pk', AttributeType: 'S' },
        { AttributeName: 'g6sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi6',
          KeySchema: [
            { AttributeName: 'g6pk', KeyType: 'HASH' },
            { AttributeName: 'g6sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  return {
    url: engine.url,
    table: DynamoDBDocumentClient.from(client),
    async stop() {
      client.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Serves HTTP on a free port. */
export async function listen(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
