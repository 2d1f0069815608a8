import type { FunctionDeclaration } from './function-declaration.ts';
import { askLists } from './resource-rights.ts';
import { indexes, readKeys, table } from './table-rights.ts';

/**
 * The functions that remove data for good: all of an organization, and all of a person. They scan the table, and only they
 * can delete former versions of files.
 */
export const removingFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'purge',
    entry: 'events/purge/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 600,
    rights: [
      table('BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'),
      indexes,
      // Only erasures can delete former versions of files as well, see decisions 0067 and 0073.
      { on: 'bucketsOfOrganizations', actions: ['s3:ListBucketVersions'] },
      { on: 'uploads', actions: ['s3:DeleteObjectVersion'] },
      { on: 'files', actions: ['s3:DeleteObjectVersion'] },
      { on: 'pictures', actions: ['s3:DeleteObjectVersion'] },
      { on: 'imports', actions: ['s3:DeleteObjectVersion'] },
      { on: 'exports', actions: ['s3:DeleteObjectVersion'] },
      { on: 'duplicates', actions: ['s3:DeleteObjectVersion'] },
      { on: 'listSnapshots', actions: ['s3:DeleteObjectVersion'] },
    ],
    variables: ['TABLE_NAME', 'FILES_URL', 'SNAPSHOTS_URL', 'BULK_WRITE_UNITS_PER_SECOND'],
    source: { kind: 'schedule', expression: 'rate(10 minutes)' },
  },
  {
    name: 'erasures',
    entry: 'events/erasures/handler.ts',
    // It counts who has the same name in a copy for search.
    memoryMb: 1769,
    timeoutSeconds: 600,
    rights: [
      indexes,
      ...askLists,
      table(
        'BatchGetItem',
        'BatchWriteItem',
        'ConditionCheckItem',
        'DeleteItem',
        'GetItem',
        'PutItem',
        'Query',
        'Scan',
        'UpdateItem',
      ),
      // Former versions of files contain the person as well, see decision 0073.
      { on: 'bucketsOfOrganizations', actions: ['s3:ListBucketVersions'] },
      { on: 'uploads', actions: ['s3:DeleteObjectVersion'] },
      { on: 'files', actions: ['s3:DeleteObjectVersion'] },
      { on: 'imports', actions: ['s3:DeleteObjectVersion'] },
      { on: 'imports', actions: ['s3:GetObject'] },
      { on: 'exports', actions: ['s3:DeleteObjectVersion'] },
      { on: 'listSnapshots', actions: ['s3:DeleteObjectVersion'] },
      readKeys,
    ],
    variables: [
      'TABLE_NAME',
      'FILES_URL',
      'SNAPSHOTS_URL',
      'LISTS_QUEUE_URL',
      'SEALING_SECRET_ARN',
      'SETTLE_SECONDS',
      'BULK_WRITE_UNITS_PER_SECOND',
    ],
    source: { kind: 'schedule', expression: 'rate(1 minute)' },
  },
];
