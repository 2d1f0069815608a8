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
    'inactive, deleted and unknown forms are indistinguishable, in JSON and as a page',
  ),
  guard(
    'sites that a form allows',
    'functions/public-forms/open-form.ts',
    "throw new ProblemError('forbidden', 'form_not_from_here');",
    never,
    api,
    'only listed sites can frame the form and read its responses',
  ),
  guard(
    'tokens of one form',
    'functions/public-forms/token.ts',
    'update(`${form.id}.${text}`)',
    'update(text)',
    references,
    'a form’s token is rejected by other forms, and its owners and tags belong to its organization',
  ),
  guard(
    'the trap of a form',
    'functions/public-forms/submit.ts',
    "(posted[trapField] ?? '') !== '' || ",
    '',
    api,
    'bots that fill in the trap, are too fast or forge a token get the thank-you page, and nothing is written',
  ),
  guard(
    'submissions from one address',
    'functions/public-forms/submit.ts',
    '  await countAddress(context, postLimit, address, context.now);',
    never,
    'tests/api/form-limits.test.ts',
    'a flood from one address creates at most its allowance of leads, gets Retry-After, and does not block others',
  ),
];
