import * as z from 'zod/mini';
import { currentPassword, emailAddress, id, timestamp } from './field.ts';
import { languages } from './language.ts';
import { themes } from './me.ts';
import { roleName } from './member.ts';
import { nothing, operation, resource } from './operation.ts';
import { portalTypes } from './portal-access.ts';
import { recordTypeNames } from './record-types.ts';
import { viewQuery } from './view.ts';

/** A change that the user made. Its values belong to the organization and can be about other people. */
const ownChange = z.object({
  at: timestamp,
  /** What was changed, such as `contact`, and its id. */
  type: z.string(),
  id: z.string(),
  action: z.string(),
  /** Names of the changed fields, if they are known. */
  fields: z.array(z.string()),
});

const ownMembership = z.object({
  id,
  name: z.string(),
  displayName: z.string(),
  role: roleName,
  active: z.boolean(),
  joinedAt: timestamp,
  /** Metadata of the API keys that you created, without secrets. */
  apiKeys: z.array(
    z.object({
      id,
      name: z.string(),
      start: z.string(),
      permissions: z.array(z.string()),
      createdAt: timestamp,
      expiresAt: z.optional(timestamp),
    }),
  ),
  /** Invitations that you sent, without the address of the person invited. */
  invitationsSent: z.array(z.object({ id, role: roleName, createdAt: timestamp, expiresAt: timestamp })),
  /** The invitations that you accepted, while they are kept. */
  invitationsAccepted: z.array(z.object({ id, role: roleName, createdAt: timestamp })),
  /** Your private views. Shared views belong to the organization. */
  views: z.array(
    z.object({
      id,
      name: z.string(),
      recordType: z.enum(recordTypeNames),
      query: viewQuery,
      createdAt: timestamp,
      updatedAt: timestamp,
    }),
  ),
  /** Views that the answer leaves out because it would become too large. List them with `views.list`. */
  viewsLeftOut: z.int(),
  /** When you created the address of your calendar feed. */
  calendarFeedSince: z.optional(timestamp),
  /** Your changes among the newest ones of the organization. */
  changes: z.array(ownChange),
});

/** The access to an organization’s portal. What the portal shows belongs to the organization. */
const ownPortal = z.object({
  id,
  name: z.string(),
  /** The contact or vendor that stands for you. */
  recordType: z.enum(portalTypes),
  recordId: id,
  /** The address to which the invitation was sent. */
  email: z.string(),
  invitedAt: timestamp,
  activeSince: z.optional(timestamp),
  /** Your changes among the newest ones of the organization. */
  changes: z.array(ownChange),
});

/** Everything that is stored about a user as a person, apart from the records of organizations. */
const ownData = z.object({
  createdAt: timestamp,
  profile: z.object({
    id,
    username: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    phone: z.optional(z.string()),
    locale: z.enum(languages),
    timeZone: z.string(),
    theme: z.enum(themes),
    createdAt: z.optional(timestamp),
    /** When the profile last changed. Missing if it hasn't since release 0.8. */
    updatedAt: z.optional(timestamp),
    /** Presigned URL of the photo, valid for at least an hour. */
    avatarUrl: z.optional(z.string()),
  }),
  signIn: z.object({
    secondFactor: z.boolean(),
    recoveryCodesLeft: z.int(),
    /** When you last signed out everywhere. */
    signedOutEverywhereAt: z.optional(timestamp),
    /** When a change of your password or e-mail address last ended your other sessions. */
    otherSessionsEndedAt: z.optional(timestamp),
  }),
  /** The newest changes to the profile. */
  profileChanges: z.array(
    z.object({
      at: timestamp,
      action: z.string(),
      values: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    }),
  ),
  organizations: z.array(ownMembership),
  /** The organizations whose portal you can use as a client. */
  portals: z.array(ownPortal),
});
export type OwnData = z.infer<typeof ownData>;

/** What the deletion of an account does, and what prevents it. */
const deletionEffects = z.object({
  /** The memberships that end. */
  memberships: z.array(
    z.object({
      id,
      name: z.string(),
      role: roleName,
      /** When the data of an organization that is being deleted is removed. */
      deletingAt: z.optional(timestamp),
      /**
       * What prevents the deletion: you are the organization’s only owner, or even its only member. As its only member,
       * delete the organization first; otherwise, you can also make another member an owner.
       */
      obstacle: z.optional(z.enum(['onlyOwner', 'onlyMember'])),
    }),
  ),
  apiKeys: z.int(),
  /** Pending invitations that you sent. */
  invitations: z.int(),
  isAllowed: z.boolean(),
  /** Whether the deletion requires a code, because two-factor authentication is on. */
  needsCode: z.boolean(),
});
export type DeletionEffects = z.infer<typeof deletionEffects>;

/** A user's account as a whole: its data and its end. */
export const account = resource('account', '/v1/account', {
  getData: operation({
    method: 'GET',
    path: '/v1/account/data',
    access: 'user',
    summary: 'Get everything that is stored about you.',
    description:
      'Your profile, sign-in settings, memberships, private views, and what you changed. What you entered in the records of an organization belongs to the organization; its owners and administrators can export it.',
    output: ownData,
    usersOnly: true,
  }),
  getDeletion: operation({
    method: 'GET',
    path: '/v1/account/deletion',
    access: 'user',
    summary: 'Get what the deletion of your account would do, and what prevents it.',
    output: deletionEffects,
    usersOnly: true,
  }),
  requestDeletion: operation({
    method: 'POST',
    path: '/v1/account/deletion',
    access: 'user',
    summary: 'Delete your account. All your sessions and API keys end at once, and nothing can be restored.',
    description:
      'Requires your e-mail address as a confirmation, your password and, if two-factor authentication is on, a code from the app or a recovery code. It is refused while you are the only owner of an organization: make another member an owner, or delete the organization first. Memberships, your photo and your profile are removed within a few minutes, and then your e-mail address can be used again.',
    body: z.strictObject({
      confirmation: emailAddress,
      password: currentPassword,
      code: z.optional(z.string().check(z.minLength(6), z.maxLength(40))),
    }),
    output: nothing,
    status: 204,
    usersOnly: true,
  }),
});
