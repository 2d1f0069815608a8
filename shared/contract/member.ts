import * as z from 'zod/mini';
import { emailAddress, id, line, timestamp } from './field.ts';
import { nothing, operation, resource } from './operation.ts';
import { roles } from './permission.ts';

export const roleName = z.enum(roles);

/** A user's place in one organization. The display name here is the organization's, the user's own lies in the profile. */
export const member = z.object({
  userId: id,
  version: z.int(),
  displayName: z.string(),
  email: z.string(),
  role: roleName,
  active: z.boolean(),
  joinedAt: timestamp,
  avatarId: z.optional(id),
  /** In lists: where the avatar can be shown from for an hour. */
  avatarUrl: z.optional(z.string()),
});
export type Member = z.infer<typeof member>;

/** What a user signs in with: 3 to 60 letters, digits, dots, underscores and hyphens; capitals do not count. */
const username = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{2,59}$/u));

const one = '/v1/orgs/{orgId}/members/{userId}';

export const members = resource('members', '/v1/orgs/{orgId}/members', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/members',
    access: 'member:read',
    summary: 'Everyone in the organization, by name.',
    output: z.object({ items: z.array(member) }),
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/members',
    access: 'member:create',
    summary:
      'Make a user for an address that nobody uses yet, who gets a temporary password by mail; others are invited.',
    body: z.strictObject({
      username,
      email: emailAddress,
      firstName: line(80),
      lastName: z.optional(line(80)),
      role: roleName,
      locale: z.optional(z.enum(['en', 'es'])),
    }),
    output: member,
    status: 201,
    usersOnly: true,
  }),
  resend: operation({
    method: 'POST',
    path: `${one}/resend`,
    access: 'member:create',
    summary: 'Mail another temporary password to somebody who was made with one and has not signed in yet.',
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'member:update',
    summary: 'Change role, display name, or whether the membership is active; acts on the next request.',
    body: z.strictObject({
      role: z.optional(roleName),
      displayName: z.optional(line(120)),
      active: z.optional(z.boolean()),
    }),
    output: member,
    ifMatch: true,
    usersOnly: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: one,
    access: 'member:remove',
    summary:
      'End a membership. A job gives what the member owned to another one, if one is named; else it stays.',
    query: z.strictObject({
      /** User id of the member who gets the records. */
      handOverTo: z.optional(id),
    }),
    output: nothing,
    status: 204,
    ifMatch: true,
    usersOnly: true,
  }),
});
