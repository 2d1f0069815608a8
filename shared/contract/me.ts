import * as z from 'zod/mini';
import { id, line, phoneNumber, timeZone } from './field.ts';
import { nothing, operation, resource } from './operation.ts';
import { pictureBody, pictureStart } from './picture.ts';
import { roleName } from './member.ts';

export const locales = ['en', 'es'] as const;
export const themes = ['light', 'dark', 'system'] as const;

/** Characters of a first or a last name. */
export const nameMax = 80;

export const me = z.object({
  id,
  version: z.int(),
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phone: z.optional(z.string()),
  locale: z.enum(locales),
  timeZone: z.string(),
  theme: z.enum(themes),
  avatarId: z.optional(id),
  /** Where the avatar can be shown from for an hour. */
  avatarUrl: z.optional(z.string()),
  organizations: z.array(z.object({ id, name: z.string(), role: roleName })),
});
export type Me = z.infer<typeof me>;

/** The signed-in user. Password and second factor are changed with Cognito itself. */
export const meResource = resource('me', '/v1/me', {
  get: operation({
    method: 'GET',
    path: '/v1/me',
    access: 'user',
    summary: 'Who is signed in, and in which organizations. The first call makes the profile.',
    output: me,
    usersOnly: true,
  }),
  update: operation({
    method: 'PATCH',
    path: '/v1/me',
    access: 'user',
    summary: 'Change the profile.',
    body: z.strictObject({
      firstName: z.optional(line(nameMax)),
      lastName: z.optional(line(nameMax)),
      phone: z.optional(z.nullable(phoneNumber)),
      locale: z.optional(z.enum(locales)),
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
    summary: 'Announce a small picture of yourself, and learn where to upload it.',
    body: pictureBody,
    output: pictureStart,
    usersOnly: true,
  }),
  finishAvatar: operation({
    method: 'POST',
    path: '/v1/me/avatar/{pictureId}',
    access: 'user',
    summary: 'Show the uploaded picture wherever you are named.',
    output: me,
    usersOnly: true,
  }),
  deleteAvatar: operation({
    method: 'DELETE',
    path: '/v1/me/avatar',
    access: 'user',
    summary: 'Take your picture away.',
    output: me,
    usersOnly: true,
  }),
  confirmEmail: operation({
    method: 'POST',
    path: '/v1/me/confirm-email',
    access: 'user',
    summary: 'Take over the e-mail address that Cognito has just confirmed by code.',
    output: me,
    usersOnly: true,
  }),
  signOutEverywhere: operation({
    method: 'POST',
    path: '/v1/me/sign-out-everywhere',
    access: 'user',
    summary: 'End every session of this user, tokens already issued included.',
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
});
