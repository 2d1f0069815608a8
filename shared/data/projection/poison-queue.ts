import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { writeLog } from '../store/log.ts';
import { definitionOf } from '../records/definitions.ts';
import type { RecordName } from './state.ts';

const client = new SQSClient({});
const QueueUrl = process.env.POISON_QUEUE_URL;

/** A record in the poison queue; `done` removes it. */
export interface Poison {
  name: RecordName;
  done: () => Promise<void>;
}

/** Moves a record to the poison queue by its id. It is later projected from its current state. */
export async function poisoned(name: RecordName, error: unknown): Promise<void> {
  tellPoison('poisoned', name, error);
  const { definition, orgId, id } = name;
  const body = JSON.stringify({ type: definition.type.name, orgId, id });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
}

/** Logs an error about a record without its message, which could quote the record. */
export function tellPoison(message: string, { definition, id }: RecordName, error: unknown): void {
  const { name, stack } = error instanceof Error ? error : new Error(typeof error);
  const at = stack?.split('\n').find((line) => line.startsWith('    at '));
  writeLog({ level: 'error', message, type: definition.type.name, id, error: name, at: at?.trim() });
}

/** Up to ten records of the queue, hidden from other readers for this long; empty if there are none. */
export async function receivePoison(hiddenSeconds: number): Promise<Poison[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: hiddenSeconds }),
  );
  return Messages.flatMap(poisonOf);
}

/** A message of an unknown record type stays in the queue for an operator. */
function poisonOf({ Body, ReceiptHandle }: Message): Poison[] {
  const { type, orgId, id } = JSON.parse(Body ?? '{}') as { type: string; orgId: string; id: string };
  const definition = definitionOf(type);
  if (!definition) return [];
  return [
    {
      name: { definition, orgId, id },
      async done() {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      },
    },
  ];
}
