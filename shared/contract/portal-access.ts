import * as z from 'zod/mini';
import { emailAddress, id, line, timestamp } from './field.ts';
import { languages } from './language.ts';
import { limits } from './limits.ts';
import { nothing, operation } from './operation.ts';
import { pageQuery } from './page.ts';

/** The record types whose records stand for someone who can be given access to the portal. */
export const portalTypes = ['contact', 'vendor'] as const;
export type PortalType = (typeof portalTypes)[number];

/** The access of a contact or a vendor to the portal. */
export const portalAccess = z.object({
  recordType: z.enum(portalTypes),
  recordId: id,
  /** The address to which the invitation was sent, and with which its recipient signs in. */
  email: z.string(),
  /**
   * A request waits until somebody confirms it. An expired invitation can be sent again. A suspended access shows nothing:
   * the contact belongs to another customer than it was given for, or to none, the customer is in the trash, or those who
   * gave it can’t read the customer any more.
   */
  state: z.enum(['waiting', 'invited', 'expired', 'active', 'suspended']),
  /**
   * The members whose view the person has: of what belongs to the customer, the records that all of them can read. Left out
   * once the access is confirmed, and for access that somebody with the permission to confirm it has given.
   */
  lentByIds: z.optional(z.array(id)),
  /** Left out if the person asked for access. */
  invitedById: z.optional(id),
  invitedAt: timestamp,
  /** When the link of the invitation stops working. Left out while a request waits, and once the invitation was accepted. */
  expiresAt: z.optional(timestamp),
  /** Since when the person has access. */
  activeSince: z.optional(timestamp),
});
export type PortalAccess = z.infer<typeof portalAccess>;

/** An access that nobody has confirmed, with the names of who has it. */
const unconfirmedAccess = z.extend(portalAccess, {
  /** Of the contact or vendor. */
  name: z.string(),
  /** Of a contact. */
  customer: z.optional(z.object({ id, name: z.string() })),
});
export type UnconfirmedAccess = z.infer<typeof unconfirmedAccess>;

/** The token at the end of the link: ids of organization and record, and the secret, joined by underscores. */
const token = line(300, 20);
const clients = '/v1/orgs/{orgId}/portal/clients';
const one = `${clients}/{recordType}/{recordId}` as const;

/** Operations with which people in the organization give access to the portal, and with which clients take it. */
export const portalAccessOperations = {
  clients: operation({
    method: 'GET',
    path: clients,
    access: 'portalAccess:read',
    summary:
      'List who has access to the portal, or is invited: one contact or vendor, or the contacts of a customer.',
    description:
      '`limit` is the number of the customer’s contacts that are looked at, so a page can have fewer items, or none, and still be followed by another one. A contact or vendor that is listed by its own ID is on the first page.',
    query: z.strictObject({
      ...pageQuery,
      customerId: z.optional(id),
      contactId: z.optional(id),
      vendorId: z.optional(id),
    }),
    output: z.object({ items: z.array(portalAccess), nextCursor: z.optional(z.string()) }),
  }),
  invite: operation({
    method: 'POST',
    path: one,
    access: 'portalAccess:update',
    summary: 'Invite a contact or a vendor to the portal by e-mail, or send the invitation again.',
    description: `The invitation goes to the record’s e-mail address, and only someone who signs in with this address can accept it. The link works once, and for ${limits.invitationDays} days; earlier links stop working. A contact needs a customer. The address of a member is refused. The person sees what you can read of the customer, until somebody with the permission \`portalAccess:confirm\` confirms the access.`,
    body: z.strictObject({
      /** The language of the e-mail: by default, that of the country of the customer, the person or the organization. */
      language: z.optional(z.enum(languages)),
    }),
    output: portalAccess,
  }),
  unconfirmed: operation({
    method: 'GET',
    path: `/v1/orgs/{orgId}/portal/unconfirmed-clients`,
    access: 'portalAccess:confirm',
    summary: 'List access to the portal and requests for it that nobody has confirmed, newest first.',
    description:
      'A request waits if the members who last set the contact’s address and customer can’t read the customer. `limit` is the number of accesses that are looked at, so a page can have fewer items, or none, and still be followed by another one.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(unconfirmedAccess), nextCursor: z.optional(z.string()) }),
  }),
  confirm: operation({
    method: 'POST',
    path: `${one}/confirm`,
    access: 'portalAccess:confirm',
    summary:
      'Confirm the access of a contact or a vendor to the portal, so that it shows everything that belongs to the customer.',
    description: 'If a request waits, its invitation is sent.',
    body: z.strictObject({
      /** The address of the access that you have seen. Another one is refused. */
      email: emailAddress,
    }),
    output: portalAccess,
  }),
  revoke: operation({
    method: 'DELETE',
    path: one,
    access: 'portalAccess:update',
    summary:
      'End the access of a contact or a vendor to the portal, or withdraw the invitation. Takes effect at once.',
    output: nothing,
    status: 204,
  }),
  entrance: operation({
    method: 'GET',
    path: '/v1/portal/entrance',
    access: 'public',
    summary: 'Get the name and the logo of an organization that takes requests for access to its portal.',
    description: 'All other organizations are answered like ones that don’t exist.',
    query: z.strictObject({ orgId: id }),
    output: z.object({ orgName: z.string(), logoUrl: z.optional(z.string()) }),
  }),
  request: operation({
    method: 'POST',
    path: '/v1/portal/requests',
    access: 'public',
    summary: 'Ask an organization for access to its portal.',
    description:
      'If the organization takes requests and the address is that of a contact of one of its customers, an invitation is sent there. It waits for a confirmation if whoever set the address or the customer of the contact can’t read the customer. The response is the same in all cases.',
    body: z.strictObject({ orgId: id, email: emailAddress }),
    output: nothing,
    status: 204,
  }),
  stopNotices: operation({
    method: 'POST',
    path: '/v1/portal/notices/stop',
    access: 'public',
    summary: 'Stop e-mails about answers to issues, with the token of a link in such an e-mail.',
    description: 'Clients can turn them on again in their profile.',
    body: z.strictObject({ token }),
    output: z.object({ orgName: z.string() }),
  }),
  preview: operation({
    method: 'POST',
    path: '/v1/portal/invitations/preview',
    access: 'public',
    summary: 'Get the details of a link to the portal before signing in.',
    body: z.strictObject({ token }),
    output: z.object({ orgName: z.string(), email: z.string(), logoUrl: z.optional(z.string()) }),
  }),
  accept: operation({
    method: 'POST',
    path: '/v1/portal/invitations/accept',
    access: 'user',
    summary:
      'Accept an invitation to the portal. You must be signed in with the address to which it was sent.',
    body: z.strictObject({ token }),
    output: z.object({ orgId: id }),
    usersOnly: true,
  }),
};
