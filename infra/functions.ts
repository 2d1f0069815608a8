import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits } from '#contract/limits.ts';
import type { RoutedResource, RightsTarget, Variable, FunctionDeclaration } from './function-declaration.ts';
import { entryOf, recordRights, recordTypeOf } from './record-functions.ts';
import { poolFunctions } from './pool-functions.ts';
import { removingFunctions } from './removing-functions.ts';
import { askLists, deniedPartitions, resourceRights } from './resource-rights.ts';
import { scheduledFunctions } from './scheduled-functions.ts';
import { streamFunctions } from './stream-functions.ts';
import { webhookFunctions } from './webhook-functions.ts';
import { indexes, readKeys, table, tableWrites } from './table-rights.ts';

export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const everyResource: readonly Variable[] = [
  'TABLE_NAME',
  'USER_POOL_ID',
  'USER_POOL_CLIENT_ID',
  'ORIGIN_SECRET',
  'SEALING_SECRET_ARN',
  'CORS_ORIGINS',
  'SERVER_TIMING',
  'STAGE_LIMITS',
];
/** Additional variables of a resource's function. */
const furtherVariables: Record<string, readonly Variable[]> = {
  me: ['SERVER_CLIENT_ID', 'ACCESS_TOKEN_MINUTES'],
  account: ['SERVER_CLIENT_ID'],
  'second-factor': ['SERVER_CLIENT_ID'],
  'public-forms': ['SITE_URL'],
  'public-issues': ['SITE_URL'],
  'public-documents': ['SITE_URL', 'STRIPE_URL'],
  'public-payments': ['STRIPE_URL'],
  // Senders can sign the address to which they send.
  'public-webhooks': ['SITE_URL'],
  'webhook-sources': ['SITE_URL'],
  billing: ['SITE_URL', 'STRIPE_URL'],
  // Links to documents and checkouts lead to the site.
  invoices: ['SITE_URL', 'STRIPE_URL'],
  quotes: ['SITE_URL'],
  portal: ['SITE_URL'],
  // Its events link to the pages of records.
  calendar: ['SITE_URL'],
  payments: ['STRIPE_URL'],
};
/** A function has one vCPU with this much memory. Those that ask copies of lists keep them in it. */
const oneCpuMb = 1769;
/** PDFs take time to lay out. */
const layingOut = ['documents', 'public-documents'];
/** The functions that anybody can call have reserved concurrency, so that they can’t use up that of other functions. */
const reservedConcurrency: Record<string, number> = {
  crashes: 5,
  'public-documents': 20,
  'public-forms': 20,
  'public-issues': 20,
  'public-payments': 20,
  'public-webhooks': 20,
};

/** The function of a resource of the contract. Its timeout is shorter than that of HTTP APIs, 30 s. */
function resourceFunction({ name, routes }: RoutedResource): FunctionDeclaration {
  const type = recordTypeOf(name);
  const rights = [...(type ? recordRights(type) : []), ...(resourceRights[name] ?? [])];
  if (rights.length === 0)
    throw new Error(`The resource "${name}" has no permissions. Add them in infra/resource-rights.ts.`);
  const asksCopies = rights.some(({ on }) => on === 'listsQueue');
  return {
    name,
    ...entryOf(name, type),
    memoryMb: asksCopies || layingOut.includes(name) ? oneCpuMb : 1024,
    timeoutSeconds: limits.requestSeconds,
    rights: [...rights, readKeys],
    ...(deniedPartitions[name] && { deniedPartitions: deniedPartitions[name] }),
    variables: [
      ...everyResource,
      ...(furtherVariables[name] ?? []),
      ...(rights.some(({ on }) => on === 'retriesQueue') ? (['RETRIES_QUEUE_URL'] as const) : []),
      ...(rights.some(({ on }) => on === 'receivedQueue') ? (['RECEIVED_QUEUE_URL'] as const) : []),
      ...(asksCopies ? (['SNAPSHOTS_URL', 'LISTS_QUEUE_URL'] as const) : []),
      ...(rights.some(({ on }) => ['files', 'pictures', 'imports', 'exports', 'duplicates'].includes(on))
        ? (['FILES_BUCKET', 'FILES_URL'] as const)
        : []),
    ],
    ...(reservedConcurrency[name] === undefined ? {} : { reservedConcurrency: reservedConcurrency[name] }),
    source: { kind: 'routes', routes },
  };
}

const eventFunctions: readonly FunctionDeclaration[] = [
  ...streamFunctions,
  {
    name: 'mail',
    entry: 'events/mail/handler.ts',
    // E-mails have PDFs attached.
    memoryMb: 1769,
    timeoutSeconds: 60,
    rights: [
      table('BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      { on: 'sender', actions: ['ses:SendEmail'] },
      { on: 'pictures', actions: ['s3:GetObject'] },
      // An e-mail for each of several people is a message of its own.
      { on: 'mailQueue', actions: ['sqs:SendMessage'] },
      // The links that stop e-mails are signed.
      readKeys,
    ],
    variables: [
      'TABLE_NAME',
      'MAIL_FROM',
      'MAIL_SET',
      'SITE_URL',
      'MAIL_QUEUE_URL',
      'FILES_URL',
      'SEALING_SECRET_ARN',
      'STAGE_LIMITS',
    ],
    // Concurrency is low because SES limits how many e-mails an account can send per second.
    source: { kind: 'queue', queue: 'mail', batchSize: 10, concurrencyMax: 2 },
  },
  {
    name: 'files',
    entry: 'events/files/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 15,
    rights: [
      table('GetItem', 'PutItem', 'UpdateItem'),
      { on: 'uploads', actions: ['s3:DeleteObject'] },
      { on: 'files', actions: ['s3:DeleteObject'] },
      { on: 'pictures', actions: ['s3:DeleteObject'] },
    ],
    variables: ['TABLE_NAME', 'FILES_URL'],
    source: { kind: 'queue', queue: 'files', batchSize: 10, concurrencyMax: 2 },
  },
  {
    name: 'imports-reader',
    entry: 'events/imports/handler.ts',
    // It compares rows with the records of a list in memory.
    memoryMb: 1769,
    timeoutSeconds: 900,
    rights: [
      table(
        'BatchGetItem',
        'BatchWriteItem',
        'ConditionCheckItem',
        'GetItem',
        'PutItem',
        'Query',
        'UpdateItem',
      ),
      indexes,
      { on: 'imports', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
      // Archives contain the files of records.
      { on: 'files', actions: ['s3:PutObject'] },
      { on: 'importsQueue', actions: ['sqs:SendMessage'] },
      ...askLists,
      // The hashes of erased persons, with which rows are compared, are keyed.
      readKeys,
    ],
    variables: [
      'TABLE_NAME',
      'FILES_URL',
      'IMPORTS_QUEUE_URL',
      'SNAPSHOTS_URL',
      'LISTS_QUEUE_URL',
      'STAGE_LIMITS',
      'BULK_WRITE_UNITS_PER_SECOND',
      'SEALING_SECRET_ARN',
    ],
    source: { kind: 'queue', queue: 'imports', batchSize: 1, concurrencyMax: 4 },
  },
  {
    name: 'exports-writer',
    entry: 'events/exports/handler.ts',
    // It reads which records to write from a copy of their list.
    memoryMb: 1769,
    timeoutSeconds: 900,
    rights: [
      table('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      indexes,
      {
        on: 'exports',
        actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      },
      // Archives contain the files of records.
      { on: 'files', actions: ['s3:GetObject'] },
      ...askLists,
    ],
    variables: ['TABLE_NAME', 'FILES_URL', 'SNAPSHOTS_URL', 'LISTS_QUEUE_URL', 'STAGE_LIMITS'],
    source: { kind: 'queue', queue: 'exports', batchSize: 1, concurrencyMax: 4 },
  },
  {
    name: 'duplicate-scanner',
    entry: 'events/duplicates/handler.ts',
    // It compares all records of a type in memory.
    memoryMb: 1769,
    timeoutSeconds: 900,
    rights: [
      table('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      indexes,
      { on: 'duplicates', actions: ['s3:DeleteObject', 's3:PutObject'] },
      ...askLists,
    ],
    variables: [
      'TABLE_NAME',
      'FILES_URL',
      'SNAPSHOTS_URL',
      'LISTS_QUEUE_URL',
      'STAGE_LIMITS',
      'BULK_WRITE_UNITS_PER_SECOND',
    ],
    source: { kind: 'queue', queue: 'duplicates', batchSize: 1, concurrencyMax: 4 },
  },
  {
    name: 'list-builder',
    entry: 'events/list-builder/handler.ts',
    memoryMb: 1769,
    timeoutSeconds: 300,
    rights: [
      table('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'),
      indexes,
      { on: 'listSnapshots', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
    ],
    variables: ['TABLE_NAME', 'SNAPSHOTS_URL'],
    source: { kind: 'queue', queue: 'lists', batchSize: 1, concurrencyMax: 16 },
  },
  {
    name: 'job-runner',
    entry: 'events/job-runner/handler.ts',
    // It reads which records to change from a copy of their list.
    memoryMb: 1769,
    timeoutSeconds: limits.jobRunSeconds,
    rights: [
      table('BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      indexes,
      { on: 'jobsQueue', actions: ['sqs:SendMessage'] },
      ...askLists,
      { on: 'imports', actions: ['s3:GetObject'] },
      // As for imports: a job compares the rows that it creates once more.
      readKeys,
    ],
    variables: [
      'TABLE_NAME',
      'FILES_URL',
      'JOBS_QUEUE_URL',
      'SNAPSHOTS_URL',
      'LISTS_QUEUE_URL',
      'STAGE_LIMITS',
      'BULK_WRITE_UNITS_PER_SECOND',
      'SETTLE_SECONDS',
      'SEALING_SECRET_ARN',
    ],
    source: { kind: 'queue', queue: 'jobs', batchSize: 1, concurrencyMax: 4 },
  },
  ...webhookFunctions,
  ...removingFunctions,
  ...scheduledFunctions,
  ...poolFunctions,
];

/** All functions: one per resource of the contract, and those invoked by events. */
export function declareFunctions(resources: readonly RoutedResource[]): FunctionDeclaration[] {
  return [...resources.map(resourceFunction), ...eventFunctions];
}

/** Whether a function may write to the queue or table that invokes it, and so may cause its own next invocation. */
export function mayInvokeItself({ source, rights }: FunctionDeclaration): boolean {
  const mayDo = (target: RightsTarget, actions: readonly string[]) =>
    rights.some((right) => right.on === target && right.actions.some((action) => actions.includes(action)));
  if (source.kind === 'queue')
    return [source.queue, source.alsoReads?.queue].some(
      (queue) => queue !== undefined && mayDo(`${queue}Queue`, ['sqs:SendMessage']),
    );
  return source.kind === 'stream' && mayDo('table', tableWrites);
}
