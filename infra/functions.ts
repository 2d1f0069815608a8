import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The part of a contract resource that the infrastructure needs. */
export type RoutedResource = { name: string; routes: readonly string[] };

/** Things in the stacks that rights are given on. */
export type RightsTarget =
  | 'table'
  | 'indexes'
  | 'changeIndexes'
  | 'sumIndex'
  | 'pool'
  | 'mailQueue'
  | 'jobsQueue'
  | 'filesQueue'
  | 'poisonQueue'
  | 'sender'
  | 'uploads'
  | 'files'
  | 'pictures';
export type Right = { on: RightsTarget; actions: readonly string[] };

/** Variables that the template can fill; a function gets those it names and no other. */
export type Variable =
  | 'TABLE_NAME'
  | 'USER_POOL_ID'
  | 'USER_POOL_CLIENT_ID'
  | 'SERVER_CLIENT_ID'
  | 'SITE_URL'
  | 'MAIL_FROM'
  | 'MAIL_QUEUE_URL'
  | 'JOBS_QUEUE_URL'
  | 'FILES_QUEUE_URL'
  | 'FILES_BUCKET'
  | 'FILES_URL'
  | 'POISON_QUEUE_URL'
  | 'ORIGIN_SECRET'
  | 'SERVER_TIMING';

/** Queues whose messages a function works off. */
export type WorkQueue = 'mail' | 'jobs' | 'files';

/** Kinds of items that readers of the stream ask for. */
export type ImageKind = 'record' | 'change' | 'note' | 'attachment' | 'activity' | 'task' | 'pulse';

/** What calls the function. */
export type EventSource =
  | { kind: 'routes'; routes: readonly string[] }
  /** Stream records whose new or old image has one of these values of `kind`; the pulse shows how far a reader is. */
  | { kind: 'stream'; imageKinds: readonly ImageKind[]; batchSize: number }
  | { kind: 'queue'; queue: WorkQueue; batchSize: number; concurrencyMax: number }
  | { kind: 'schedule'; expression: string }
  | { kind: 'pool'; trigger: 'preSignUp' | 'customMessage' };

/** One Lambda function, whole: nothing else in infra/ knows a function by name. */
export type FunctionDeclaration = {
  name: string;
  /** From the root of the project. */
  entry: string;
  memoryMb: number;
  timeoutSeconds: number;
  rights: readonly Right[];
  variables: readonly Variable[];
  source: EventSource;
  /** Calls at once at most, which are kept free for it, in stages that reserve any. */
  reservedConcurrency?: number;
  /** Stands in the log beside each error that is meant, an answer to the caller; such errors are no reason for alarm. */
  refusalText?: string;
};

export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Rights on the table; a transaction is allowed action by action, so these are what TransactWriteItems needs too. */
function table(...actions: string[]): Right {
  return { on: 'table', actions: actions.map((action) => `dynamodb:${action}`) };
}

/** Who calls and what they may, and the stamp of an API key's last use. */
const pipeline = table('BatchGetItem', 'GetItem', 'UpdateItem');
const lists: Right = { on: 'indexes', actions: ['dynamodb:Query'] };
/** Ledger, counters and search words of a record. */
const projection = table('BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'UpdateItem');

const showPictures: Right = { on: 'pictures', actions: ['s3:GetObject'] };
/** Takes in small pictures of people and organizations. */
const pictures: readonly Right[] = [
  { on: 'uploads', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
  { on: 'pictures', actions: ['s3:GetObject', 's3:PutObject'] },
];

/** What each resource's function may do. */
const resourceRights: Record<string, readonly Right[]> = {
  me: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem'),
    { on: 'pool', actions: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminUserGlobalSignOut'] },
    ...pictures,
  ],
  'second-factor': [
    pipeline,
    table('DeleteItem', 'PutItem'),
    {
      on: 'pool',
      actions: [
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminRespondToAuthChallenge',
        'cognito-idp:AdminSetUserMFAPreference',
      ],
    },
  ],
  organizations: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    ...pictures,
    // Files of the demo.
    { on: 'files', actions: ['s3:PutObject'] },
  ],
  members: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    { on: 'pool', actions: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser'] },
    showPictures,
  ],
  invitations: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  contacts: [pipeline, lists, table('DeleteItem', 'PutItem', 'Query')],
  customers: [pipeline, lists, table('DeleteItem', 'PutItem', 'Query', 'UpdateItem')],
  leads: [pipeline, lists, table('ConditionCheckItem', 'PutItem', 'Query', 'UpdateItem')],
  deals: [pipeline, lists, table('PutItem', 'Query')],
  pipelines: [pipeline, table('PutItem', 'Query')],
  'custom-fields': [pipeline, table('PutItem')],
  presets: [pipeline, table('PutItem')],
  'status-lists': [pipeline, table('PutItem', 'Query')],
  vendors: [pipeline, lists, table('DeleteItem', 'PutItem', 'Query', 'UpdateItem')],
  employees: [pipeline, lists, table('DeleteItem', 'PutItem', 'Query', 'UpdateItem')],
  activities: [
    pipeline,
    { on: 'changeIndexes', actions: ['dynamodb:Query'] },
    table('DeleteItem', 'PutItem', 'Query'),
  ],
  tasks: [pipeline, { on: 'changeIndexes', actions: ['dynamodb:Query'] }, table('PutItem')],
  calendar: [pipeline, { on: 'changeIndexes', actions: ['dynamodb:Query'] }, table('DeleteItem', 'PutItem')],
  timeline: [pipeline, table('Query')],
  notes: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  attachments: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    // Addresses that are handed out can do what their signer may: who holds one can put no byte among the files.
    { on: 'uploads', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
    { on: 'files', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
  ],
  tags: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  jobs: [pipeline, table('PutItem', 'Query')],
  'api-keys': [pipeline, table('DeleteItem', 'PutItem', 'Query')],
  forms: [pipeline, table('DeleteItem', 'PutItem', 'Query')],
  // Nobody signs in here: it finds forms and makes leads, and can list, search or delete nothing.
  'public-forms': [table('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem')],
  search: [pipeline, table('Query')],
  dashboard: [pipeline, lists, table('Query')],
  analytics: [pipeline, { on: 'sumIndex', actions: ['dynamodb:Query'] }, table('Query')],
  reference: [pipeline],
  health: [table('BatchGetItem')],
};

const everyResource: readonly Variable[] = [
  'TABLE_NAME',
  'USER_POOL_ID',
  'USER_POOL_CLIENT_ID',
  'ORIGIN_SECRET',
  'SERVER_TIMING',
];
/** What a resource's function is told beside that. */
const furtherVariables: Record<string, readonly Variable[]> = {
  'second-factor': ['SERVER_CLIENT_ID'],
  'public-forms': ['SITE_URL'],
};
/** What everybody may call, as often as they like, takes so many calls at once and no other function's share. */
const reservedConcurrency: Record<string, number> = { 'public-forms': 20 };

/** One function for a resource of the contract. HTTP APIs give up after 30 s; a caller has long gone by then. */
function resourceFunction({ name, routes }: RoutedResource): FunctionDeclaration {
  const rights = resourceRights[name];
  if (!rights)
    throw new Error(`The resource "${name}" has no rights: say in infra/functions.ts what it may do.`);
  return {
    name,
    entry: `functions/${name}/handler.ts`,
    memoryMb: 1024,
    timeoutSeconds: 15,
    rights,
    variables: [
      ...everyResource,
      ...(furtherVariables[name] ?? []),
      ...(rights.some(({ on }) => on === 'files' || on === 'pictures')
        ? (['FILES_BUCKET', 'FILES_URL'] as const)
        : []),
    ],
    ...(reservedConcurrency[name] === undefined ? {} : { reservedConcurrency: reservedConcurrency[name] }),
    source: { kind: 'routes', routes },
  };
}

const eventFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'index',
    entry: 'events/index/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 60,
    rights: [projection, table('DeleteItem', 'Query'), { on: 'poisonQueue', actions: ['sqs:SendMessage'] }],
    variables: ['TABLE_NAME', 'POISON_QUEUE_URL'],
    source: {
      kind: 'stream',
      imageKinds: ['record', 'change', 'note', 'attachment', 'activity', 'task', 'pulse'],
      batchSize: 40,
    },
  },
  {
    name: 'relay',
    entry: 'events/relay/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 60,
    rights: [
      table('PutItem'),
      { on: 'mailQueue', actions: ['sqs:SendMessage'] },
      { on: 'jobsQueue', actions: ['sqs:SendMessage'] },
      { on: 'filesQueue', actions: ['sqs:SendMessage'] },
    ],
    variables: ['TABLE_NAME', 'MAIL_QUEUE_URL', 'JOBS_QUEUE_URL', 'FILES_QUEUE_URL'],
    source: { kind: 'stream', imageKinds: ['change', 'attachment', 'pulse'], batchSize: 100 },
  },
  {
    name: 'mail',
    entry: 'events/mail/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 30,
    rights: [table('GetItem', 'UpdateItem'), { on: 'sender', actions: ['ses:SendEmail'] }],
    variables: ['TABLE_NAME', 'MAIL_FROM', 'SITE_URL'],
    // SES starts new accounts at 14 mails a second.
    source: { kind: 'queue', queue: 'mail', batchSize: 10, concurrencyMax: 2 },
  },
  {
    name: 'files',
    entry: 'events/files/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 15,
    rights: [
      table('PutItem', 'UpdateItem'),
      { on: 'uploads', actions: ['s3:DeleteObject'] },
      { on: 'files', actions: ['s3:DeleteObject'] },
      { on: 'pictures', actions: ['s3:DeleteObject'] },
    ],
    variables: ['TABLE_NAME', 'FILES_URL'],
    source: { kind: 'queue', queue: 'files', batchSize: 10, concurrencyMax: 2 },
  },
  {
    name: 'job-runner',
    entry: 'events/job-runner/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 10,
    rights: [
      table('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      lists,
      { on: 'jobsQueue', actions: ['sqs:SendMessage'] },
    ],
    variables: ['TABLE_NAME', 'JOBS_QUEUE_URL'],
    source: { kind: 'queue', queue: 'jobs', batchSize: 1, concurrencyMax: 4 },
  },
  {
    name: 'reprojection',
    entry: 'events/reprojection/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 55,
    rights: [
      projection,
      table('DeleteItem', 'Query', 'Scan'),
      lists,
      { on: 'poisonQueue', actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage', 'sqs:SendMessage'] },
    ],
    variables: ['TABLE_NAME', 'POISON_QUEUE_URL'],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
  {
    name: 'reminders',
    entry: 'events/reminders/handler.ts',
    memoryMb: 256,
    timeoutSeconds: 55,
    rights: [table('GetItem', 'PutItem', 'UpdateItem'), lists],
    variables: ['TABLE_NAME'],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
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
  {
    name: 'pre-sign-up',
    entry: 'events/pre-sign-up/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 5,
    rights: [table('GetItem')],
    variables: ['TABLE_NAME'],
    source: { kind: 'pool', trigger: 'preSignUp' },
    refusalText: 'sign-up refused',
  },
  {
    name: 'custom-message',
    entry: 'events/custom-message/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 5,
    rights: [],
    variables: [],
    source: { kind: 'pool', trigger: 'customMessage' },
  },
];

/** Every function of the service: one a resource of the contract, and the readers of events. */
export function declareFunctions(resources: readonly RoutedResource[]): FunctionDeclaration[] {
  return [...resources.map(resourceFunction), ...eventFunctions];
}
