import * as z from 'zod/mini';
import { deliverableAddress, id, mailedName, memberEmail, timestamp } from './field.ts';
import { languages } from './language.ts';
import { nothing, operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';
import { managers, roles, type Role } from './role.ts';
import { usernamePattern } from './username.ts';

export const roleName = z.enum(roles);
/** The roles of members. Clients have access to the portal and aren’t members. */
export const addedRole = z.enum(roles.filter((role) => role !== 'client'));

/**
 * Whether a role sees the whole memberships of others, with roles and e-mail addresses, and those of former colleagues.
 * Everyone sees their own.
 */
export const seesMemberships = (role: Role): boolean => managers[role] !== undefined;

/**
 * A user's membership in an organization. `displayName` belongs to the organization; the user's own name is in the
 * profile.
 */
export const member = z.object({
  userId: id,
  version: z.int(),
  displayName: z.string(),
  email: z.optional(memberEmail),
  role: roleName,
  active: z.boolean(),
  joinedAt: timestamp,
  avatarId: z.optional(id),
  /** In `get` and `list`: presigned URL of the photo, valid for at least an hour. */
  avatarUrl: z.optional(z.string()),
});
export type Member = z.infer<typeof member>;

/** A member as others see it. Employees get the name and the photo of active members, and all of their own membership. */
export const listedMember = z.extend(member, {
  version: z.optional(member.shape.version),
  role: z.optional(member.shape.role),
  joinedAt: z.optional(member.shape.joinedAt),
});
export type ListedMember = z.infer<typeof listedMember>;

const username = z.string().check(z.trim(), z.toLowerCase(), z.regex(usernamePattern, { error: 'username' }));

/** What a new account needs, apart from its password. */
export const newAccount = {
  username,
  email: deliverableAddress,
  firstName: mailedName(80),
  lastName: z.optional(mailedName(80)),
  locale: z.optional(z.enum(languages)),
};

const one = '/v1/orgs/{orgId}/members/{userId}';

export const members = resource('members', '/v1/orgs/{orgId}/members', {
  list: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/members',
    access: 'member:read',
    summary: 'List the members of the organization.',
    description:
      'Without `limit` and `cursor`, all members are returned, ordered by name. Pages are ordered by `userId`. Employees get only the names and photos of active members.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(listedMember), nextCursor: z.optional(z.string()) }),
  }),
  get: operation({
    method: 'GET',
    path: one,
    access: 'member:read',
    summary: 'Get a member.',
    output: listedMember,
  }),
  create: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/members',
    access: 'member:create',
    summary:
      'Create a member with a new account, and send them a temporary password by e-mail. To add someone who already has an account, send an invitation instead.',
    body: z.strictObject({ ...newAccount, role: addedRole }),
    output: member,
    status: 201,
  }),
  resend: operation({
    method: 'POST',
    path: `${one}/resend`,
    access: 'member:create',
    summary: 'Send another temporary password to a member who hasn’t signed in yet.',
    output: nothing,
    status: 204,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'member:update',
    summary:
      'Change a member’s role or display name, or activate or deactivate them. Takes effect immediately.',
    body: z.strictObject({
      role: z.optional(addedRole),
      displayName: z.optional(mailedName(120)),
      active: z.optional(z.boolean()),
    }),
    output: member,
    ifMatch: true,
  }),
  remove: operation({
    method: 'DELETE',
    path: one,
    access: 'member:remove',
    summary:
      'Remove a member. If you name another member, a job hands the records over to that member. Otherwise, the records are left unchanged.',
    query: z.strictObject({
      /** User id of the member who receives the records and open tasks. */
      handOverTo: z.optional(id),
    }),
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
});
