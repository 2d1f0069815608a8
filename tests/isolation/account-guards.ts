import { authorize, guard, never, type Guard } from './guard.ts';

const api = 'tests/api/account.test.ts';
const ownData = 'tests/api/own-data.test.ts';
const deletion = 'functions/account/deletion.ts';
const verification = 'shared/data/accounts/verification.ts';

/** Guards of accounts: their deletion, e-mail addresses and recovery codes, and the data of a user. */
export const accountGuards: Guard[] = [
  guard(
    'the end of a deleted account',
    authorize,
    ' || rights.deletedAt !== undefined',
    never,
    api,
    'ends all sessions and API keys of the user at once',
  ),
  guard(
    'the typed e-mail address of an account to delete',
    deletion,
    "  if (body.confirmation !== profile.email) throw fieldProblem('/confirmation', 'other_account');\n",
    never,
    api,
    'requires the e-mail address and the password',
  ),
  guard(
    'the only owner of an organization',
    deletion,
    'if (owned.length > 0) {',
    'if (owned.length > 99) {',
    api,
    'is refused for the only owner, names each such organization, and changes nothing',
  ),
  guard(
    'the password for the deletion of an account',
    deletion,
    '  await verifyCaller(context, body);\n',
    '  await Promise.resolve(verifyCaller);\n',
    api,
    'requires the e-mail address and the password',
  ),
  guard(
    'the code for the deletion of an account',
    verification,
    "  if (code === undefined) throw fieldProblem('/code', 'required');\n",
    '  if (code === undefined) return;\n',
    api,
    'requires a code if two-factor authentication is on',
  ),
  guard(
    'API keys of others in the data of a user',
    'functions/account/membership-data.ts',
    'keys.filter(({ createdBy }) => createdBy === userId)',
    'keys',
    ownData,
    'contain nothing of colleagues, and can’t be read with an API key',
  ),
  guard(
    'changes by others in the data of a user',
    'functions/account/membership-data.ts',
    'actorId === context.actor.userId ?',
    'actorId ?',
    ownData,
    'contain nothing of colleagues, and can’t be read with an API key',
  ),
  guard(
    'a username that someone else has by now',
    'shared/data/accounts/pool-user.ts',
    '?.Value === userId',
    '?.Value !== undefined',
    'events/account-deletions/pool-user.test.ts',
  ),
  guard(
    'the password for a change of the e-mail address',
    'functions/me/change-email.ts',
    '  await checkPassword(context, username, body.password);',
    '  await Promise.resolve([checkPassword, username]);',
    'tests/api/account-safety.test.ts',
    'a token without the password cannot change the e-mail address, not even at the user pool',
  ),
  guard(
    'changes of the e-mail address with a token only',
    'events/custom-message/handler.ts',
    'callerContext.clientId !== serverClientId',
    'callerContext.clientId === undefined',
    'tests/api/account-safety.test.ts',
    'a token without the password cannot change the e-mail address, not even at the user pool',
  ),
  guard(
    'the password for a recovery code',
    'functions/second-factor/remove.ts',
    `  const proof = await checkPassword(context, username, password);
  const { userId }`,
    `  const proof = await Promise.resolve({ username, password });
  const { userId }`,
    'tests/api/second-factor.test.ts',
    'is useless without the password, and unknown users look like wrong passwords',
  ),
  guard(
    'the code for turning off a second factor',
    'functions/second-factor/remove.ts',
    '  await checkAppCode(proof, code.trim());',
    '  await Promise.resolve([checkAppCode, proof]);',
    'tests/api/second-factor.test.ts',
    'requires both the password and a code from the app',
  ),
  guard(
    'proof for new recovery codes',
    'functions/second-factor/recovery-codes.ts',
    'if (before) await prove(context, body);',
    'await Promise.resolve([prove, body]);',
    'tests/api/second-factor.test.ts',
    'require the password and a code if some exist, and invalidate them',
  ),
  guard(
    'the daily limit of recovery attempts',
    'shared/data/accounts/recovery-code.ts',
    "dayCount(tries, 'recovery-tries', limit, now,",
    "dayCount(tries, 'recovery-tries', limit * 100, now,",
    'tests/api/second-factor.test.ts',
    'can be tried a limited number of times a day',
  ),
  guard(
    'the expiry of an interrupted recovery',
    'shared/data/accounts/recovery-code.ts',
    ' && epochSeconds(now) - epochSeconds(item.used.at) < finishSeconds',
    never,
    'tests/api/second-factor.test.ts',
    'that was interrupted can be completed for ten minutes',
  ),
];
