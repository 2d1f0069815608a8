import { guard, never, read, type Guard } from './guard.ts';

const merges = 'tests/api/merges.test.ts';

/** Guards of merges and of requests for merged records. */
export const mergeGuards: Guard[] = [
  guard(
    'the scope of a record behind those merged into it',
    read,
    ' || !isVisible(last, reachOf(context, scope))',
    never,
    merges,
    'reaches only records that the caller can update and delete, and redirects only to those they can read',
  ),
  guard(
    'the scope of records that are merged into another one',
    'shared/data/jobs/merge.ts',
    'if (!isVisible(record, reachOf(context, context.scope))) {',
    'if (!record) {',
    merges,
    'reaches only records that the caller can update and delete, and redirects only to those they can read',
  ),
];
