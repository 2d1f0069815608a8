import { guard, never, references } from './guard.ts';

const api = 'tests/api/forms.test.ts';
const held = 'tests/api/held-submissions.test.ts';

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
    'the hidden field of a form',
    'functions/public-forms/submit.ts',
    "...(trapFields.some((name) => (posted[name] ?? '') !== '') ? (['hiddenField'] as const) : []),",
    never,
    held,
    'what looks automated is held with its answers and reasons, and becomes no record',
  ),
  guard(
    'forms that are sent too fast',
    'functions/public-forms/submit.ts',
    "...(state === 'early' ? (['tooFast'] as const) : []),",
    never,
    held,
    'what looks automated is held with its answers and reasons, and becomes no record',
  ),
  guard(
    'room for held submissions',
    'shared/data/forms/held-directory.ts',
    '  if (added && !hasRoom(kept, added)) throw new NotHeld();',
    never,
    held,
    'a visitor whose submission can’t be held sees that it wasn’t received, how else to write, and what was typed',
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
