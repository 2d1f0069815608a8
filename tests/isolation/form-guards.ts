import { guard, never, references } from './guard.ts';

const api = 'tests/api/forms.test.ts';

/** Guards of public forms. */
export const formGuards = [
  guard(
    'forms that are off',
    'shared/data/organization/form.ts',
    "if (!owner || !form.isOn) throw new ProblemError('not_found');",
    never,
    api,
  ),
  guard(
    'sites that a form allows',
    'functions/public-forms/open-form.ts',
    "throw new ProblemError('forbidden', 'form_not_from_here');",
    never,
    api,
  ),
  guard(
    'tokens of one form',
    'functions/public-forms/token.ts',
    'update(`${form.id}.${text}`)',
    'update(text)',
    references,
  ),
  guard(
    'the trap of a form',
    'functions/public-forms/submit.ts',
    "(posted[trapField] ?? '') !== '' || ",
    '',
    api,
  ),
  guard(
    'submissions from one address',
    'functions/public-forms/submit.ts',
    '  await countAddress(context, postLimit, address, context.now);',
    never,
    'tests/api/form-limits.test.ts',
  ),
];
