import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { storedNameOf } from '#contract/stored-name.ts';
import type { Right } from './function-declaration.ts';
import { indexes, pipeline, table } from './table-rights.ts';

const showPictures: Right = { on: 'pictures', actions: ['s3:GetObject'] };
/** Permissions to upload, check, show and remove pictures of people and organizations. */
const pictures: readonly Right[] = [
  { on: 'uploads', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
  { on: 'pictures', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
];

/**
 * Permissions to upload files and download them. A presigned URL has the permissions of its signer. Checked uploads are
 * copied to the folder of files.
 */
const attachedFiles: readonly Right[] = [
  { on: 'uploads', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
  { on: 'files', actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] },
];

/** Permissions to ask a list of records, in addition to those to read it. */
export const askLists: readonly Right[] = [
  { on: 'listSnapshots', actions: ['s3:GetObject'] },
  { on: 'listsQueue', actions: ['sqs:SendMessage'] },
];

/** Partitions whose items decide who may do what, and who receives money. */
const granting: readonly string[] = [
  'API-KEY#*',
  'EMAIL#*',
  'FEED#*',
  'FORM#*',
  'ORG#*#API-KEYS',
  'ORG#*#FEEDS',
  'ORG#*#FORMS',
  'ORG#*#INVITATIONS',
  'ORG#*#MEMBERS',
  'ORG#*#PAYMENT-SECRETS',
  'ORG#*#WEBHOOKS',
  'SLUG#*',
  'SYSTEM',
  'USER#*',
];

/** The settings of an organization, such as the account to which customers pay. Its id has 36 characters. */
const organizationPartition = `ORG#${'?'.repeat(36)}`;

/** The partitions of records and their entries, except those of some types. */
const recordsExcept = (...types: readonly RecordTypeName[]): string[] =>
  recordTypeNames.filter((type) => !types.includes(type)).map((type) => `ORG#*#${storedNameOf(type)}#*`);

/**
 * Partitions that a resource's function must not write, although it may write other items of the table. `*` stands for
 * any characters.
 */
export const deniedPartitions: Record<string, readonly string[]> = {
  // Callers are anonymous.
  'public-forms': granting,
  // All that it writes are counts.
  crashes: [...granting, 'LINK#*', 'ORG#*'],
  // What becomes of a payment changes it and its invoice.
  'public-payments': [...granting, 'LINK#*', ...recordsExcept('invoice', 'payment')],
  // Callers are other programs, whose messages become records elsewhere.
  'public-webhooks': [...granting, 'LINK#*', organizationPartition, ...recordsExcept()],
  // Clients change what is about themselves and their issues. The rights of members are in other partitions.
  portal: [
    ...granting.filter((partition) => partition !== 'USER#*'),
    ...recordsExcept('contact', 'issue', 'vendor'),
  ],
  // All that they can do is answer an issue.
  'public-issues': [...granting, 'LINK#*', organizationPartition, ...recordsExcept('issue')],
  // All that visitors with a link can do is answer a quote or begin a payment.
  'public-documents': [...granting, 'LINK#*', organizationPartition, ...recordsExcept('quote')],
};

/** The permissions of each resource's function. Those of record types are added to `recordRights`. */
export const resourceRights: Record<string, readonly Right[]> = {
  me: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem'),
    {
      on: 'pool',
      actions: [
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminUpdateUserAttributes',
        'cognito-idp:AdminUserGlobalSignOut',
      ],
    },
    ...pictures,
  ],
  account: [
    pipeline,
    { on: 'changeIndexes', actions: ['dynamodb:Query'] },
    table('PutItem', 'Query'),
    {
      on: 'pool',
      actions: [
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminRespondToAuthChallenge',
      ],
    },
    showPictures,
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
    indexes,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    ...pictures,
    ...askLists,
  ],
  'demo-data': [
    pipeline,
    table('ConditionCheckItem', 'PutItem', 'Query'),
    { on: 'files', actions: ['s3:PutObject'] },
  ],
  members: [
    pipeline,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    { on: 'pool', actions: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser'] },
    showPictures,
  ],
  invitations: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  leads: [table('ConditionCheckItem')],
  issues: [table('ConditionCheckItem', 'DeleteItem'), ...attachedFiles],
  // What is billed of an order is found in the index of its invoices, also once the order is deleted.
  orders: [indexes],
  quotes: [indexes],
  invoices: [indexes],
  // Cards are moved next to others in the index of their stage.
  deals: [indexes],
  billing: [pipeline, table('PutItem', 'Query')],
  portal: [
    pipeline,
    indexes,
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    ...askLists,
    showPictures,
    ...attachedFiles,
  ],
  // It prints the organization's logo.
  documents: [pipeline, showPictures],
  pipelines: [pipeline, table('PutItem', 'Query')],
  'custom-fields': [pipeline, table('PutItem')],
  presets: [pipeline, table('PutItem')],
  'status-lists': [pipeline, table('PutItem', 'Query')],
  activities: [
    pipeline,
    { on: 'changeIndexes', actions: ['dynamodb:Query'] },
    table('DeleteItem', 'PutItem', 'Query'),
  ],
  tasks: [
    pipeline,
    { on: 'changeIndexes', actions: ['dynamodb:Query'] },
    table('DeleteItem', 'PutItem', 'Query'),
  ],
  calendar: [pipeline, { on: 'changeIndexes', actions: ['dynamodb:Query'] }, table('DeleteItem', 'PutItem')],
  timeline: [pipeline, table('Query')],
  notes: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  attachments: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'), ...attachedFiles],
  views: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  tags: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  jobs: [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  imports: [
    pipeline,
    indexes,
    table('DeleteItem', 'PutItem', 'Query'),
    // A presigned URL has the permissions of its signer.
    { on: 'imports', actions: ['s3:GetObject', 's3:PutObject'] },
    ...askLists,
  ],
  exports: [
    pipeline,
    table('DeleteItem', 'PutItem', 'Query'),
    // A presigned URL has the permissions of its signer.
    { on: 'exports', actions: ['s3:GetObject'] },
  ],
  duplicates: [
    pipeline,
    table('DeleteItem', 'PutItem', 'Query'),
    { on: 'duplicates', actions: ['s3:GetObject'] },
  ],
  'archive-imports': [
    pipeline,
    table('PutItem'),
    // A presigned URL has the permissions of its signer.
    { on: 'imports', actions: ['s3:GetObject', 's3:PutObject'] },
  ],
  'personal-data': [
    pipeline,
    { on: 'changeIndexes', actions: ['dynamodb:Query'] },
    table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query'),
    // A presigned URL has the permissions of its signer.
    { on: 'files', actions: ['s3:GetObject'] },
    // It counts who has the same name.
    indexes,
    ...askLists,
  ],
  lists: [pipeline, indexes, table('Query'), ...askLists],
  'api-keys': [pipeline, table('DeleteItem', 'PutItem', 'Query')],
  webhooks: [
    pipeline,
    // Samples are about the newest records.
    indexes,
    table('DeleteItem', 'PutItem', 'Query'),
    { on: 'retriesQueue', actions: ['sqs:SendMessage'] },
  ],
  'webhook-sources': [
    pipeline,
    indexes,
    table('DeleteItem', 'PutItem', 'Query'),
    // A preview finds the records that a message is about.
    ...askLists,
    { on: 'receivedQueue', actions: ['sqs:SendMessage'] },
  ],
  // All that callers do is leave a message.
  'public-webhooks': [table('GetItem', 'PutItem', 'UpdateItem')],
  forms: [pipeline, table('DeleteItem', 'PutItem', 'Query')],
  // A released submission becomes a record or an invitation.
  'held-submissions': [pipeline, table('ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query')],
  // Callers are anonymous, so the function can read and write single items, but can't query, scan or delete.
  'public-forms': [table('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem')],
  // As above. It reads the answers of an issue by a query, and shows their files.
  'public-issues': [
    table('BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
    { on: 'files', actions: ['s3:GetObject'] },
  ],
  // As above. It also shows the organization's logo.
  'public-documents': [table('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'), showPictures],
  // Callers are payment providers and anybody else. The function records payments, by single items.
  'public-payments': [table('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem')],
  // As above. It only counts the reports of an address.
  crashes: [table('UpdateItem')],
  search: [pipeline, indexes, table('Query'), ...askLists],
  dashboard: [pipeline, indexes, table('Query')],
  analytics: [pipeline, { on: 'sumIndex', actions: ['dynamodb:Query'] }, table('Query')],
  usage: [pipeline, table('Query')],
  reference: [pipeline],
  health: [table('BatchGetItem')],
  whoami: [pipeline],
};
