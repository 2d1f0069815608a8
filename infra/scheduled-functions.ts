import type { FunctionDeclaration } from './function-declaration.ts';
import { indexes, projection, readKeys, table } from './table-rights.ts';

/** The functions that a schedule invokes. */
export const scheduledFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'reprojection',
    entry: 'events/reprojection/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 55,
    rights: [
      projection,
      table('DeleteItem', 'Query', 'Scan'),
      indexes,
      { on: 'poisonQueue', actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage', 'sqs:SendMessage'] },
    ],
    variables: ['TABLE_NAME', 'POISON_QUEUE_URL', 'BULK_WRITE_UNITS_PER_SECOND'],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
  {
    name: 'due-items',
    entry: 'events/due-items/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 55,
    rights: [
      table('BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
      indexes,
      { on: 'duplicatesQueue', actions: ['sqs:SendMessage'] },
      { on: 'exportsQueue', actions: ['sqs:SendMessage'] },
      { on: 'filesQueue', actions: ['sqs:SendMessage'] },
      { on: 'importsQueue', actions: ['sqs:SendMessage'] },
      { on: 'jobsQueue', actions: ['sqs:SendMessage'] },
      { on: 'listsQueue', actions: ['sqs:SendMessage'] },
      { on: 'mailQueue', actions: ['sqs:SendMessage'] },
    ],
    variables: [
      'TABLE_NAME',
      'DUPLICATES_QUEUE_URL',
      'EXPORTS_QUEUE_URL',
      'FILES_QUEUE_URL',
      'IMPORTS_QUEUE_URL',
      'JOBS_QUEUE_URL',
      'LISTS_QUEUE_URL',
      'MAIL_QUEUE_URL',
      // Reminders of invoices count toward the e-mails of a day.
      'STAGE_LIMITS',
    ],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
  {
    name: 'payment-events',
    entry: 'events/payment-events/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 55,
    rights: [table('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'), indexes, readKeys],
    variables: ['TABLE_NAME', 'SEALING_SECRET_ARN', 'STRIPE_URL'],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
  {
    name: 'account-deletions',
    entry: 'events/account-deletions/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 240,
    rights: [
      table(
        'BatchWriteItem',
        'ConditionCheckItem',
        'DeleteItem',
        'GetItem',
        'PutItem',
        'Query',
        'UpdateItem',
      ),
      indexes,
      { on: 'pool', actions: ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminGetUser'] },
    ],
    variables: ['TABLE_NAME', 'USER_POOL_ID'],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
  {
    name: 'missing-users',
    entry: 'events/missing-users/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 600,
    rights: [
      table('DeleteItem', 'GetItem', 'PutItem', 'Scan', 'UpdateItem'),
      { on: 'pool', actions: ['cognito-idp:AdminGetUser'] },
    ],
    variables: ['TABLE_NAME', 'USER_POOL_ID'],
    source: { kind: 'schedule', expression: 'rate(1 day)' },
  },
  {
    name: 'unconfirmed-users',
    entry: 'events/unconfirmed-users/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 300,
    rights: [
      table('BatchGetItem', 'DeleteItem', 'PutItem', 'Query'),
      {
        on: 'pool',
        actions: ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'],
      },
    ],
    variables: ['TABLE_NAME', 'USER_POOL_ID'],
    source: { kind: 'schedule', expression: 'rate(1 day)' },
  },
];
