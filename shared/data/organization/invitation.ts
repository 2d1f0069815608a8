import type { Language } from '#contract/language.ts';
import type { Role } from '#contract/role.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { epochSeconds } from '../values/epoch.ts';
import { changeAction, type ChangeAction } from '../store/change.ts';
import { ifEquals } from '../store/condition.ts';
import { nextItemState } from '../store/item-state.ts';
import { invitationKey, recordKey, uniqueKey, type Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';

/**
 * A stored invitation. A secret for the link is created each time an e-mail is sent. Only the secret's SHA-256 is
 * stored.
 */
export interface StoredInvitation extends Key {
  schema?: number;
  digest?: string;
  id: string;
  orgId: string;
  orgName: string;
  email: string;
  role: Role;
  locale: Language;
  invitedById: string;
  invitedByName: string;
  createdAt: string;
  /** When the link stops working. */
  validUntil: string;
  status: 'pending' | 'accepted';
  version: number;
  /** Number of e-mails sent, and when the last one was sent. */
  mails: number;
  mailedAt: string;
  /**
   * Hex digests of the link secrets, one per delivery attempt since the invitation was last sent. A queue can deliver a
   * message twice, and then both links are valid. Undefined before the first attempt.
   */
  tokenHashes?: ReadonlySet<string>;
  /** The digest of the only link, if an early release sent the invitation. */
  tokenHash?: string;
  /** In epoch seconds. TTL removes the item some time later. */
  expiresAt: number;
}
export type InvitationState = Omit<StoredInvitation, 'pk' | 'sk' | 'expiresAt'>;

/**
 * When TTL can remove an invitation, in epoch seconds: `trashDays` after it expires. Until then, it can be resent, and
 * its expired link can be explained.
 */
const keptUntil = ({ validUntil }: InvitationState): number =>
  epochSeconds(validUntil) + limits.trashDays * 86_400;

/**
 * Whether an invitation is still kept. One that TTL can remove at any moment counts as removed, and its e-mail address
 * as free.
 */
export const isKept = ({ expiresAt }: StoredInvitation, now: string): boolean =>
  expiresAt >= epochSeconds(now);

export const invitationItem = (
  invitation: InvitationState,
  before: StoredInvitation | undefined,
  change: ChangeAction,
): Record<string, unknown> => ({
  ...invitationKey(invitation.orgId, invitation.id),
  kind: 'invitation',
  ...invitation,
  ...nextItemState(before, 1, change),
  expiresAt: keptUntil(invitation),
});

/** The action that reserves the e-mail address as long as the invitation is kept. */
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

/** The actions that withdraw a pending invitation. Its link stops working, and its address can be invited again. */
export const withdrawal = (context: UserContext, before: StoredInvitation): Action[] => [
  {
    remove: { Key: { ...invitationKey(before.orgId, before.id) }, ...ifPending(before) },
    refuse: () => new ProblemError('not_found'),
  },
  { remove: { Key: { ...uniqueKey(before.orgId, 'invitation.email', before.email) } } },
  invitationChange(context, before, { ...before, version: before.version + 1 }, 'deleted'),
];

export const ifPending = ({ version }: InvitationState) => ifEquals({ version, status: 'pending' });

/**
 * The action that records a change to an invitation. If it was created or resent, events/mail then sends the e-mail.
 */
export function invitationChange(
  context: UserContext,
  before: StoredInvitation | undefined,
  { orgId, id, version }: InvitationState,
  action: 'created' | 'resent' | 'deleted',
): ChangeAction {
  const key = recordKey(orgId, 'invitation', id);
  return changeAction(context, { orgId, type: 'invitation', id, key, version, before }, action, []);
}
