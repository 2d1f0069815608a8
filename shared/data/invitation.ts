import type { Role } from '#contract/permission.ts';
import { limits } from '#contract/limits.ts';
import { invitationKey, type Key } from './keys.ts';

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
  /** Hex; absent until the mail was sent. */
  tokenHash?: string;
}

export const invitationItem = (invitation: Omit<StoredInvitation, 'pk' | 'sk'>): Record<string, unknown> => ({
  ...invitationKey(invitation.orgId, invitation.id),
  kind: 'invitation',
  schema: 1,
  ...invitation,
  // Kept a while after it expired, so that it can be sent again and a late link is told why.
  expiresAt: Math.floor(Date.parse(invitation.validUntil) / 1000) + limits.trashDays * 86_400,
});

export function validUntil(now: string): string {
  return new Date(Date.parse(now) + limits.invitationDays * 86_400_000).toISOString();
}
