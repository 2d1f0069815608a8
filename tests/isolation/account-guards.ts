import { authorize, guard, never } from './guard.ts';

const api = 'tests/api/account.test.ts';
const ownData = 'tests/api/own-data.test.ts';
const deletion = 'functions/account/deletion.ts';
const verification = 'shared/data/accounts/verification.ts';

/** Guards of the deletion of accounts, and of a user's own data. */
export const accountGuards = [
  guard('the end of a deleted account', authorize, ' || rights.deletedAt !== undefined', never, api),
  guard(
    'the typed e-mail address of an account to delete',
    deletion,
    "  if (body.confirmation !== profile.email) throw fieldProblem('/confirmation', 'other_account');\n",
    never,
    api,
  ),
  guard(
    'the only owner of an organization',
    deletion,
    'if (owned.length > 0) {',
    'if (owned.length > 99) {',
    api,
  ),
  guard(
    'the password for the deletion of an account',
    deletion,
    '  await verifyCaller(context, body);\n',
    '  await Promise.resolve(verifyCaller);\n',
    api,
  ),
  guard(
    'the code for the deletion of an account',
    verification,
    "  if (code === undefined) throw fieldProblem('/code', 'required');\n",
    '  if (code === undefined) return;\n',
    api,
  ),
  guard(
    'API keys of others in the data of a user',
    'functions/account/membership-data.ts',
    'keys.filter(({ createdBy }) => createdBy === userId)',
    'keys',
    ownData,
  ),
  guard(
    'changes by others in the data of a user',
    'functions/account/membership-data.ts',
    'actorId === context.actor.userId ?',
    'actorId ?',
    ownData,
  ),
  guard(
    'a username that someone else has by now',
    'shared/data/accounts/pool-user.ts',
    '?.Value === userId',
    '?.Value !== undefined',
    'events/account-deletions/pool-user.test.ts',
  ),
];
