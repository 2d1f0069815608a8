import { DatabaseSync } from 'node:sqlite';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createAwsServices } from '../../http/aws-services.ts';
import { close, createHttpServer, listen } from '../../http/listen.ts';
import type { Authorize } from '../../http/service-request.ts';
import { openSecrets } from '../secrets/secret-store.ts';
import { createQueueStore, type QueueDefinition, type QueueStore } from './queue-store.ts';

export type SqsUnderTest = {
  client: SQSClient;
  store: QueueStore;
  database: DatabaseSync;
  stop: () => Promise<void>;
};

export const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** SQS with empty queues behind HTTP, and the SDK's client for it. */
export async function startSqsUnderTest(
  definitions: QueueDefinition[],
  authorize: Authorize = () => undefined,
): Promise<SqsUnderTest> {
  const { server, answerWith } = createHttpServer();
  const database = new DatabaseSync(':memory:');
  const store = createQueueStore(database, definitions);
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}/sqs`;
  const nobody = () => undefined;
  answerWith(
    createAwsServices({
      cognito: nobody,
      ses: nobody,
      sqs: { store, endpoint, accountId: '000000000000' },
      secrets: { store: openSecrets(new DatabaseSync(':memory:'), []) },
      authorize,
    }),
  );
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
  });
  return {
    client,
    store,
    database,
    async stop() {
      client.destroy();
      await close(server);
    },
  };
}
