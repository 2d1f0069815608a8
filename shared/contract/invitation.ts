import * as z from 'zod/mini';
import { deliverableAddress, id, line, timestamp } from './field.ts';
import { languages } from './language.ts';
import { nothing, operation, type Resource } from './operation.ts';
import { addedRole, roleName } from './member.ts';

export const invitation = z.object({
  id,
  email: z.string(),
  role: roleName,
  invitedById: id,
  createdAt: timestamp,
  expiresAt: timestamp,
  /** An expired invitation can be resent. */
  state: z.enum(['pending', 'expired']),
});
export type Invitation = z.infer<typeof invitation>;

export const mailLocale = z.enum(languages);

/** The token at the end of the link: organization id, invitation id and secret, joined by underscores. */
const token = line(300, 20);
const many = '/v1/orgs/{orgId}/invitations';

const operations = {
  list: operation({
    method: 'GET',
    path: many,
    access: 'invitation:read',
    summary: 'List pending invitations.',
    output: z.object({ items: z.array(invitation) }),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'invitation:create',
    summary: 'Invite someone by e-mail with a role. The link works once and expires.',
    body: z.strictObject({ email: deliverableAddress, role: addedRole, locale: z.optional(mailLocale) }),
    output: invitation,
    status: 201,
  }),
  resend: operation({
    method: 'POST',
    path: `${many}/{id}/resend`,
    access: 'invitation:create',
    summary: 'Resend an invitation with a new link. The old link stops working.',
    output: invitation,
  }),
  revoke: operation({
    method: 'DELETE',
    path: `${many}/{id}`,
    access: 'invitation:delete',
    summary: 'Revoke an invitation.',
    output: nothing,
    status: 204,
  }),
  preview: operation({
    method: 'POST',
    path: '/v1/invitations/preview',
    access: 'public',
    summary: 'Get the details of an invitation link before signing in.',
    body: z.strictObject({ token }),
    output: z.object({ orgName: z.string(), email: z.string(), role: roleName, invitedByName: z.string() }),
  }),
  accept: operation({
    method: 'POST',
    path: '/v1/invitations/accept',
    access: 'user',
    summary: 'Accept an invitation. You must be signed in with the e-mail address that it was sent to.',
    body: z.strictObject({ token }),
    output: z.object({ orgId: id }),
    usersOnly: true,
  }),
};

export const invitations: Resource<typeof operations> = {
  name: 'invitations',
  routes: [many, `${many}/{proxy+}`, '/v1/invitations/{proxy+}'],
  operations,
};
