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
    'an erasure requires the name of the person, and is not repeated',
  ),
  guard(
    'values of others among those of a person to erase',
    'shared/data/erasures/sharing.ts',
    'erasesShared || !shared.has(value);',
    'true;',
    api,
    'values that records with other names share stay, unless the caller chooses otherwise, and are shown before',
  ),
  guard(
    'new records with values of erased persons',
    'shared/data/records/erased-values.ts',
    "  if (errors.length > 0) throw new ProblemError('conflict', undefined, errors);\n",
    never,
    api,
    'a later record and a later row of an import with the values of an erased person are noticed',
  ),
  guard(
    'imported rows with values of erased persons',
    'shared/data/imports/plan.ts',
    '(existing.erased.get(row) ?? [])',
    '(existing.erased.get(row)?.slice(0, 0) ?? [])',
    api,
    'a later record and a later row of an import with the values of an erased person are noticed',
  ),
];
