import * as z from 'zod/mini';
import {
  currentPassword,
  deliverableAddress,
  id,
  mailedName,
  newPassword,
  phoneNumber,
  timeZone,
  timestamp,
} from './field.ts';
import { languages } from './language.ts';
import { nothing, operation, resource } from './operation.ts';
import { pictureBody, pictureStart } from './picture.ts';
import { roleName } from './member.ts';

export const themes = ['light', 'dark', 'system'] as const;

/** Maximum number of characters of a first or last name. */
export const nameMax = 80;

export const me = z.object({
  id,
  version: z.int(),
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.optional(z.string()),
  locale: z.enum(languages),
  timeZone: z.string(),
  theme: z.enum(themes),
  avatarId: z.optional(id),
  /** Presigned URL of the photo, valid for at least an hour. */
  avatarUrl: z.optional(z.string()),
  /** Missing for a few profiles of early releases. */
  createdAt: z.optional(timestamp),
  /** When the profile last changed. Missing if it hasn't since release 0.8. */
  updatedAt: z.optional(timestamp),
  organizations: z.array(
    z.object({
      id,
      name: z.string(),
      role: roleName,
      /** When the data of an organization that is being deleted is removed. */
      deletingAt: z.optional(timestamp),
    }),
  ),
});
export type Me = z.infer<typeof me>;

/** The signed-in user. To set up a second factor, clients call Cognito directly. */
export const meResource = resource('me', '/v1/me', {
  get: operation({
    method: 'GET',
    path: '/v1/me',
    access: 'user',
    summary: 'Get your profile and organizations. The first call creates the profile.',
    output: me,
    usersOnly: true,
  }),
  update: operation({
    method: 'PATCH',
    path: '/v1/me',
    access: 'user',
    summary: 'Update your profile.',
    body: z.strictObject({
      firstName: z.optional(mailedName(nameMax)),
      lastName: z.optional(mailedName(nameMax)),
      phone: z.optional(z.nullable(phoneNumber)),
      locale: z.optional(z.enum(languages)),
      timeZone: z.optional(timeZone),
      theme: z.optional(z.enum(themes)),
    }),
    output: me,
    ifMatch: true,
    usersOnly: true,
  }),
  startAvatar: operation({
    method: 'POST',
    path: '/v1/me/avatar',
    access: 'user',
    summary: 'Start uploading your photo and get the upload URL.',
    body: pictureBody,
    output: pictureStart,
    usersOnly: true,
  }),
  finishAvatar: operation({
    method: 'POST',
    path: '/v1/me/avatar/finish',
    access: 'user',
    summary: 'Use the uploaded image as your photo.',
    body: z.strictObject({ pictureId: id }),
    output: me,
    usersOnly: true,
  }),
  deleteAvatar: operation({
    method: 'DELETE',
    path: '/v1/me/avatar',
    access: 'user',
    summary: 'Remove your photo.',
    output: me,
    usersOnly: true,
  }),
  changeEmail: operation({
    method: 'POST',
    path: '/v1/me/email',
    access: 'user',
    summary: 'Send a code to a new e-mail address, which replaces yours once the code is confirmed.',
    description:
      'Confirm the code with Cognito’s VerifyUserAttribute, then call `POST /v1/me/confirm-email`. Your current address is notified.',
    body: z.strictObject({ email: deliverableAddress, password: currentPassword }),
    output: me,
    usersOnly: true,
  }),
  changePassword: operation({
    method: 'POST',
    path: '/v1/me/password',
    access: 'user',
    summary: 'Change your password. All other sessions end, and you are notified by e-mail.',
    body: z.strictObject({ oldPassword: currentPassword, newPassword }),
    output: me,
    usersOnly: true,
  }),
  confirmEmail: operation({
    method: 'POST',
    path: '/v1/me/confirm-email',
    access: 'user',
    summary:
      'Replace your e-mail address with the one that Cognito has just confirmed. All other sessions end, and the old address is notified.',
    output: me,
    usersOnly: true,
  }),
  signOut: operation({
    method: 'POST',
    path: '/v1/me/sign-out',
    access: 'user',
    summary: 'End the session of the access token that you send.',
    description:
      'All access tokens of this sign-in stop working at once. Afterwards, revoke the refresh token with Cognito’s RevokeToken.',
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
  signOutEverywhere: operation({
    method: 'POST',
    path: '/v1/me/sign-out-everywhere',
    access: 'user',
    summary: 'End all your sessions, including access tokens already issued.',
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
});
