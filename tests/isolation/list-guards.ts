import { guard, type Guard } from './guard.ts';

/** Guards of the columns in filters and rows of lists, and of what is found in lists. */
export const listGuards: Guard[] = [
  guard(
    'lists filtered by fields that do not exist',
    'shared/data/lists/list-question.ts',
    "if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);",
    '',
    'tests/api/custom-lists.test.ts',
  ),
  guard(
    'columns that need a permission',
    'shared/data/lists/list-subject.ts',
    'filter(([, column]) => isUsable(column))',
    'filter(() => true)',
    'tests/api/list-tallies.test.ts',
  ),
  guard(
    'values of columns that need a permission',
    'shared/data/lists/list-page.ts',
    'readableIn(subject, record)',
    'record',
    'tests/api/list-tallies.test.ts',
  ),
  guard(
    'jobs with filters of fields that do not exist',
    'functions/jobs/create.ts',
    "if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);",
    '',
    'tests/api/jobs.test.ts',
  ),
  guard(
    'possible duplicates within reach',
    'functions/lists/duplicates.ts',
    'const reach = reachIn(list, readReach(list.definition, context));',
    "const reach = String(reachIn(list, readReach(list.definition, context))) && ('all' as const);",
    'tests/api/duplicate-search.test.ts',
  ),
];
