import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Image } from '#data/records/project.ts';

const client = new SQSClient({});

/** Sets a record aside by its id. If even that fails the batch fails, and the stream brings it again. */
export async function poisoned({ definition, orgId, id }: Image): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: process.env.POISON_QUEUE_URL,
      MessageBody: JSON.stringify({ type: definition.type.name, orgId, id }),
    }),
  );
}
