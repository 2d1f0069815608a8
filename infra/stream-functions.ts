import type { FunctionDeclaration } from './function-declaration.ts';
import { projection, table } from './table-rights.ts';

/** The functions that read the table's stream. */
export const streamFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'index',
    entry: 'events/index/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 60,
    rights: [projection, table('DeleteItem', 'Query'), { on: 'poisonQueue', actions: ['sqs:SendMessage'] }],
    variables: ['TABLE_NAME', 'POISON_QUEUE_URL'],
    source: {
      kind: 'stream',
      imageKinds: ['record', 'note', 'attachment', 'activity', 'task', 'member', 'pulse'],
      batchSize: 40,
    },
  },
  {
    name: 'relay',
    entry: 'events/relay/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 60,
    rights: [
      table('GetItem', 'PutItem'),
      { on: 'mailQueue', actions: ['sqs:SendMessage'] },
      { on: 'jobsQueue', actions: ['sqs:SendMessage'] },
      { on: 'filesQueue', actions: ['sqs:SendMessage'] },
      { on: 'importsQueue', actions: ['sqs:SendMessage'] },
      { on: 'exportsQueue', actions: ['sqs:SendMessage'] },
      { on: 'duplicatesQueue', actions: ['sqs:SendMessage'] },
      { on: 'dispatchQueue', actions: ['sqs:SendMessage'] },
      { on: 'receivedQueue', actions: ['sqs:SendMessage'] },
    ],
    variables: [
      'TABLE_NAME',
      'DISPATCH_QUEUE_URL',
      'MAIL_QUEUE_URL',
      'JOBS_QUEUE_URL',
      'FILES_QUEUE_URL',
      'IMPORTS_QUEUE_URL',
      'EXPORTS_QUEUE_URL',
      'DUPLICATES_QUEUE_URL',
      'RECEIVED_QUEUE_URL',
    ],
    source: {
      kind: 'stream',
      imageKinds: [
        'change',
        'attachment',
        'import',
        'export',
        'duplicateScan',
        'outbox',
        'received',
        'recordErased',
        'documentMail',
        'portalRequest',
        'pulse',
      ],
      batchSize: 100,
    },
  },
];
