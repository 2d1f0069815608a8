import type { FunctionDeclaration } from './function-declaration.ts';
import { readKeys, table } from './table-rights.ts';
import { limits } from '#contract/limits.ts';

/** As long as a receiver may take, and some seconds to store what came of it. */
const timeoutSeconds = limits.webhookAnswerSeconds + 15;

/** What a function needs that sends messages to receivers. */
const sending = {
  entry: 'events/webhook-sender/handler.ts',
  memoryMb: 256,
  timeoutSeconds,
  rights: [
    table('ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
    { on: 'retriesQueue', actions: ['sqs:SendMessage'] },
    readKeys,
  ],
  variables: ['TABLE_NAME', 'RETRIES_QUEUE_URL', 'SEALING_SECRET_ARN', 'ALLOWS_LOCAL_WEBHOOKS'],
} as const satisfies Partial<FunctionDeclaration>;

/**
 * The functions that send messages to webhooks. They take one at a time, so that a receiver that doesn't answer delays no
 * messages to others.
 */
export const webhookFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'dispatch',
    entry: 'events/dispatch/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 30,
    rights: [
      table('BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'),
      { on: 'deliveriesQueue', actions: ['sqs:SendMessage'] },
      // Changes without anybody's doing are hashed.
      readKeys,
    ],
    variables: ['TABLE_NAME', 'DELIVERIES_QUEUE_URL', 'SEALING_SECRET_ARN'],
    source: { kind: 'queue', queue: 'dispatch', batchSize: 1, concurrencyMax: 10 },
  },
  {
    name: 'webhook-sender',
    ...sending,
    source: { kind: 'queue', queue: 'deliveries', batchSize: 1, concurrencyMax: 40 },
  },
  {
    name: 'webhook-retrier',
    ...sending,
    source: { kind: 'queue', queue: 'retries', batchSize: 1, concurrencyMax: 20 },
  },
];
