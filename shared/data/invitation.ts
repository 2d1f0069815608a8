import type { Role } from '#contract/permission.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { epochSeconds } from './epoch.ts';
import { invitationKey, uniqueKey, type Key } from './keys.ts';
import type { Action } from './transact.ts';

/** An invitation as it is kept. The link's secret is made when the mail is sent; only its SHA-256 is kept. */
export interface StoredInvitation extends Key {
  id: string;
  orgId: string;
  orgName: string;
  email: string;
  role: Role;
  locale: 'en' | 'es';
  invitedById: string;
  invitedByName: string;
  createdAt: string;
  /** Instant after which the link no longer works. */
  validUntil: string;
  status: 'pending' | 'accepted';
  version: number;
  /** How often it was mailed, and when last. */
  mails: number;
  mailedAt: string;
  /**
   * Hex; one for each try to mail it since it was sent last: a queue may deliver a message twice, and then both links
   * work. Absent before the first.
   */
  tokenHashes?: ReadonlySet<string>;
  /** The one link of an invitation that was mailed by 0.3 or before. */
  tokenHash?: string;
  /** Epoch seconds; the table removes the item some time after. */
  expiresAt: number;
}
export type InvitationState = Omit<StoredInvitation, 'pk' | 'sk' | 'expiresAt'>;

/** Kept a while after it expired, so that it can be sent again and a late link is told why. */
const keptUntil = ({ validUntil }: InvitationState): number =>
  epochSeconds(validUntil) + limits.trashDays * 86_400;

/** What the table may remove at any moment is gone, and its address free. */
export const isKept = ({ expiresAt }: StoredInvitation, now: string): boolean =>
  expiresAt >= epochSeconds(now);

export const invitationItem = (invitation: InvitationState): Record<string, unknown> => ({
  ...invitationKey(invitation.orgId, invitation.id),
  kind: 'invitation',
  schema: 1,
  ...invitation,
  expiresAt: keptUntil(invitation),
});

/** The address is this invitation's for as long as it is kept. */
export function addressClaim(invitation: InvitationState, now: string): Action {
  const { orgId, email, id } = invitation;
  return {
    put: {
      Item: {
        ...uniqueKey(orgId, 'invitation.email', email),
        kind: 'unique',
        id,
        expiresAt: keptUntil(invitation),
      },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now OR id = :id',
      ExpressionAttributeValues: { ':now': epochSeconds(now), ':id': id },
    },
    refuse: () => fieldProblem('/email', 'taken', 'conflict'),
  };
}

export function validUntil(now: string): string {
  return new Date(Date.parse(now) + limits.invitationDays * 86_400_000).toISOString();
}
