import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';

/** Cognito's longest password. */
const password = z.string().check(z.minLength(1), z.maxLength(256));
/** Six digits of an authenticator app, or a recovery code as somebody types it. */
const code = z.string().check(z.minLength(6), z.maxLength(40));

/** The second step of sign-in, which belongs to the user alone: no organization has an operation on it. */
export const secondFactor = resource('second-factor', '/v1/second-factor', {
  get: operation({
    method: 'GET',
    path: '/v1/second-factor',
    access: 'user',
    summary: 'Whether sign-in asks for a code, and how many recovery codes are left.',
    description:
      'An authenticator app is set up with Cognito itself, by AssociateSoftwareToken, VerifySoftwareToken and SetUserMFAPreference.',
    output: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.int() }),
    usersOnly: true,
  }),
  createRecoveryCodes: operation({
    method: 'POST',
    path: '/v1/second-factor/recovery-codes',
    access: 'user',
    summary: 'Make recovery codes, which are told this once; those before stop to count.',
    description: `The first ones need nothing but a second factor that is on. Where there are some, the password and a code are asked for: one of the app or a recovery code.`,
    body: z.strictObject({ password: z.optional(password), code: z.optional(code) }),
    output: z.object({ codes: z.array(z.string()) }),
    usersOnly: true,
  }),
  remove: operation({
    method: 'POST',
    path: '/v1/second-factor/remove',
    access: 'user',
    summary: 'Turn the second factor off, by the password and a code of the app or a recovery code.',
    body: z.strictObject({ password, code }),
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
  recover: operation({
    method: 'POST',
    path: '/v1/second-factor/recover',
    access: 'public',
    summary: 'Turn the second factor off before sign-in, by the password and a recovery code.',
    description: `For whoever has lost the app. All recovery codes end with it, and the user is told by mail. ${limits.recoveryTriesPerDay} codes a day may be tried.`,
    body: z.strictObject({ username: z.string().check(z.minLength(1), z.maxLength(254)), password, code }),
    output: nothing,
    status: 204,
  }),
});
