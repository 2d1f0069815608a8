import { guard, rows, type Guard } from './guard.ts';

/** Guards of the columns in filters and rows of lists, and of what is found in lists. */
export const listGuards: Guard[] = [
  guard(
    'lists filtered by fields that do not exist',
    'shared/data/lists/list-question.ts',
    "if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);",
    '',
    'tests/api/custom-lists.test.ts',
    'unknown filter fields and values are refused at their parameter',
  ),
  guard(
    'reach in every question about a list',
    'shared/data/lists/list-database.ts',
    "else if (reach !== 'all') {",
    "else if (reach !== 'all' && Date.now() < 0) {",
    rows,
    'an employee > limits lists and counts to visible records with no filter',
  ),
  guard(
    'columns that need a permission',
    'shared/data/lists/list-subject.ts',
    'filter(([, column]) => isUsable(column))',
    'filter(() => true)',
    'tests/api/list-tallies.test.ts',
    'callers who can’t read all deals can’t see, sort or filter customers by won deals',
  ),
  guard(
    'values of columns that need a permission',
    'shared/data/lists/list-page.ts',
    'readableIn(subject, record)',
    'record',
    'tests/api/list-tallies.test.ts',
    'callers who can’t read all deals can’t see, sort or filter customers by won deals',
  ),
  guard(
    'jobs with filters of fields that do not exist',
    'functions/jobs/create.ts',
    "if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);",
    '',
    'tests/api/jobs.test.ts',
    'is refused with a pointer to the error before anything changes',
  ),
  guard(
    'possible duplicates within reach',
    'functions/lists/duplicates.ts',
    'const reach = reachIn(list, readReach(list.definition, context));',
    "const reach = String(reachIn(list, readReach(list.definition, context))) && ('all' as const);",
    'tests/api/duplicate-search.test.ts',
    'callers find only the records that they can read',
  ),
];
