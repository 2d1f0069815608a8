import { v7 as uuidv7 } from 'uuid';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { PortalSubject } from '../organization/member.ts';
import { ifAbsent, ifEquals, ifLive } from '../store/condition.ts';
import { nextItemState } from '../store/item-state.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import type { Lender } from './lent-view.ts';
import {
  accessChange,
  accessItemKey,
  isConfirmed,
  recordKeyOf,
  unconfirmedIndex,
  type PortalAccessState,
  type StoredPortalAccess,
} from './portal-access.ts';

interface Inviting {
  orgId: string;
  subject: PortalSubject;
  email: string;
  /** Of a contact. */
  customerId?: string | undefined;
  language: Language;
  now: string;
  /** Left out if the person asked for access. */
  invitedById?: string;
  /** Whose views the invited person gets. None if somebody who can read everything invites. */
  lenders: readonly Lender[];
}

/** An invitation that is sent now, the first one or another one. Its link replaces earlier ones. */
export function newInvitation(
  before: StoredPortalAccess | undefined,
  { orgId, subject, email, customerId, language, now, invitedById, lenders }: Inviting,
): PortalAccessState {
  return {
    id: before?.id ?? uuidv7(),
    org: orgId,
    recordType: subject.type,
    recordId: subject.id,
    email,
    ...(customerId === undefined ? {} : { customerId }),
    language,
    status: 'invited',
    ...(lenders.length === 0 || isConfirmedFor(before, { email, customerId }) ? {} : { lenders }),
    version: (before?.version ?? 0) + 1,
    ...(invitedById === undefined ? {} : { invitedById }),
    invitedAt: now,
    validUntil: new Date(Date.parse(now) + limits.invitationDays * 86_400_000).toISOString(),
    mails: (before?.mails ?? 0) + 1,
    mailedAt: now,
  };
}

/** Whether an invitation of the same person to the same customer was confirmed. */
const isConfirmedFor = (
  before: StoredPortalAccess | undefined,
  { email, customerId }: Pick<Inviting, 'email' | 'customerId'>,
): boolean => before !== undefined && isFor(before, { email, customerId }) && isConfirmed(before);

/** Whether an access is that of an address and a customer. */
export const isFor = (
  access: StoredPortalAccess,
  { email, customerId }: Pick<Inviting, 'email' | 'customerId'>,
): boolean => access.email === email && access.customerId === customerId;

/**
 * A request that waits until it's confirmed. Undefined if it already does. It replaces an invitation whose link would have
 * shown nothing.
 */
export function waitingRequest(
  before: StoredPortalAccess | undefined,
  inviting: Inviting,
): PortalAccessState | undefined {
  if (before?.status === 'waiting' && isFor(before, inviting)) return undefined;
  const { now, lenders } = inviting;
  return {
    ...newInvitation(undefined, inviting),
    ...(before ? { id: before.id, version: before.version + 1 } : {}),
    ...{ status: 'waiting', lenders, validUntil: now, mails: 0 },
  };
}

/**
 * The invitation of a person who asked for access. It isn't counted as one that a member sent, and as long as an earlier
 * one is valid, so are its links. Undefined if a link is on its way, or if so many were sent.
 */
export function requestedInvitation(
  before: StoredPortalAccess | undefined,
  inviting: Inviting,
): PortalAccessState | undefined {
  const { now } = inviting;
  const { mails = 0, mailedAt = now, invitedById, tokenHashes } = before ?? {};
  const invitation = { ...newInvitation(before, inviting), mails, mailedAt };
  if (!before || before.validUntil <= now || !isFor(before, inviting)) return invitation;
  if (!tokenHashes || tokenHashes.size >= limits.mailsPerPerson) return undefined;
  return { ...invitation, tokenHashes, ...(invitedById === undefined ? {} : { invitedById }) };
}

/** The actions that send an invitation, the first one or another one, or that write a request which waits. */
export function invitingActions(
  context: UserContext,
  before: StoredPortalAccess | undefined,
  after: PortalAccessState,
  action: 'created' | 'resent' | 'requested' | 'granted' = before ? 'resent' : 'created',
): Action[] {
  const { org, recordType, recordId } = after;
  const subject: PortalSubject = { type: recordType, id: recordId };
  const change = accessChange(context, before, after, action);
  return [
    {
      check: { Key: { ...recordKeyOf(org, subject) }, ...ifLive },
      refuse: () => new ProblemError('not_found'),
    },
    {
      put: {
        Item: {
          ...after,
          ...accessItemKey(org, subject),
          kind: 'portalAccess',
          ...unconfirmedIndex(after),
          ...nextItemState(before, 1, change),
        },
        ...(before ? ifEquals(unchangedIn(before, after)) : ifAbsent),
      },
      refuse: () => new ProblemError('conflict', 'portal_access_changed'),
    },
    change,
  ];
}

/** What an invitation still has when it is replaced: if its links are kept, all of them. */
const unchangedIn = ({ version, status, tokenHashes }: StoredPortalAccess, after: PortalAccessState) => ({
  version,
  status,
  ...(after.tokenHashes ? { tokenHashes } : {}),
});
