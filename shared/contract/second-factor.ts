import * as z from 'zod/mini';
import { currentPassword as password } from './field.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';

/** A six-digit code from an authenticator app, or a recovery code as typed. */
const code = z.string().check(z.minLength(6), z.maxLength(40));

/** The second step of sign-in. It belongs to the user, so it has no operations under an organization. */
export const secondFactor = resource('second-factor', '/v1/second-factor', {
  get: operation({
    method: 'GET',
    path: '/v1/second-factor',
    access: 'user',
    summary: 'Get the two-factor status and the number of recovery codes left.',
    description:
      'To set up an authenticator app, call Cognito’s AssociateSoftwareToken, VerifySoftwareToken and SetUserMFAPreference.',
    output: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.int() }),
    usersOnly: true,
  }),
  createRecoveryCodes: operation({
    method: 'POST',
    path: '/v1/second-factor/recovery-codes',
    access: 'user',
    summary: 'Create recovery codes, which are returned only once. Earlier codes stop working.',
    description: `The first set only requires two-factor authentication to be on. Replacing existing codes requires the password and a code from the app or a recovery code.`,
    body: z.strictObject({ password: z.optional(password), code: z.optional(code) }),
    output: z.object({ codes: z.array(z.string()) }),
    usersOnly: true,
  }),
  remove: operation({
    method: 'POST',
    path: '/v1/second-factor/remove',
    access: 'user',
    summary:
      'Turn off two-factor authentication with the password and a code from the app or a recovery code.',
    body: z.strictObject({ password, code }),
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
  recover: operation({
    method: 'POST',
    path: '/v1/second-factor/recover',
    access: 'public',
    summary: 'Turn off two-factor authentication without signing in, with the password and a recovery code.',
    description: `For users who have lost their app. All recovery codes stop working, and the user is notified by e-mail. Up to ${limits.recoveryTriesPerDay} attempts a day.`,
    body: z.strictObject({ username: z.string().check(z.minLength(1), z.maxLength(254)), password, code }),
    output: nothing,
    status: 204,
  }),
});
