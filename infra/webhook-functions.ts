import { limits } from '#contract/limits.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { askLists } from './resource-rights.ts';
import { indexes, readKeys, table } from './table-rights.ts';

/** The functions that send messages to webhooks. */
export const webhookFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'dispatch',
    entry: 'events/dispatch/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 30,
    rights: [
      table('DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      { on: 'deliveriesQueue', actions: ['sqs:SendMessage'] },
      readKeys,
    ],
    variables: ['TABLE_NAME', 'DELIVERIES_QUEUE_URL', 'SEALING_SECRET_ARN'],
    source: { kind: 'queue', queue: 'dispatch', batchSize: 10, concurrencyMax: 10 },
  },
  {
    name: 'webhook-sender',
    entry: 'events/webhook-sender/handler.ts',
    memoryMb: 256,
    // As long as a receiver may take, and some seconds to store what came of it.
    timeoutSeconds: limits.webhookAnswerSeconds + 15,
    rights: [
      table('DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      { on: 'retriesQueue', actions: ['sqs:SendMessage'] },
      readKeys,
    ],
    variables: ['TABLE_NAME', 'RETRIES_QUEUE_URL', 'SEALING_SECRET_ARN', 'ALLOWS_LOCAL_WEBHOOKS'],
    // One message at a time, so that a receiver that doesn't answer delays no messages to others.
    source: {
      kind: 'queue',
      queue: 'deliveries',
      batchSize: 1,
      concurrencyMax: 40,
      alsoReads: { queue: 'retries', concurrencyMax: 20 },
    },
  },
  {
    name: 'webhook-receiver',
    entry: 'events/webhook-receiver/handler.ts',
    // It finds the records that messages are about in copies of their lists.
    memoryMb: 1769,
    timeoutSeconds: 60,
    rights: [
      table('BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      indexes,
      ...askLists,
      // Secrets of payment providers are sealed, and the hashes of erased persons keyed.
      readKeys,
    ],
    variables: [
      'TABLE_NAME',
      'SNAPSHOTS_URL',
      'LISTS_QUEUE_URL',
      'STAGE_LIMITS',
      'SITE_URL',
      'STRIPE_URL',
      'SEALING_SECRET_ARN',
    ],
    source: { kind: 'queue', queue: 'received', batchSize: 1, concurrencyMax: 10 },
  },
];
