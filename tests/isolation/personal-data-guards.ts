import { guard, never } from './guard.ts';

const api = 'tests/api/personal-data.test.ts';

/** Guards of erasures, and of what is remembered about the persons who were erased. */
export const personalDataGuards = [
  guard(
    'the typed name of a person to erase',
    'functions/personal-data/erase.ts',
    '  checkConfirmation(person, body.confirmation);\n',
    never,
    api,
  ),
  guard(
    'values of others among those of a person to erase',
    'shared/data/erasures/sharing.ts',
    'erasesShared || !shared.has(value);',
    'true;',
    api,
  ),
  guard(
    'new records with values of erased persons',
    'shared/data/records/erased-values.ts',
    "  if (errors.length > 0) throw new ProblemError('conflict', undefined, errors);\n",
    never,
    api,
  ),
  guard(
    'imported rows with values of erased persons',
    'shared/data/imports/plan.ts',
    '(existing.erased.get(row) ?? [])',
    '(existing.erased.get(row)?.slice(0, 0) ?? [])',
    api,
  ),
];
