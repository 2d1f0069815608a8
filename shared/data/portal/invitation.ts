import { v7 as uuidv7 } from 'uuid';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { PortalSubject } from '../organization/member.ts';
import { ifAbsent, ifEquals, ifLive } from '../store/condition.ts';
import { nextItemState } from '../store/item-state.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import {
  accessChange,
  accessItemKey,
  recordKeyOf,
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
}

/** An invitation that is sent now, the first one or another one. Its link replaces earlier ones. */
export function newInvitation(
  before: StoredPortalAccess | undefined,
  { orgId, subject, email, customerId, language, now, invitedById }: Inviting,
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
    version: (before?.version ?? 0) + 1,
    ...(invitedById === undefined ? {} : { invitedById }),
    invitedAt: now,
    validUntil: new Date(Date.parse(now) + limits.invitationDays * 86_400_000).toISOString(),
    mails: (before?.mails ?? 0) + 1,
    mailedAt: now,
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
  const { now, email, customerId } = inviting;
  const { mails = 0, mailedAt = now, invitedById, tokenHashes } = before ?? {};
  const invitation = { ...newInvitation(before, inviting), mails, mailedAt };
  const isValid = before && before.validUntil > now && before.email === email;
  if (!isValid || before.customerId !== customerId) return invitation;
  if (!tokenHashes || tokenHashes.size >= limits.mailsPerPerson) return undefined;
  return { ...invitation, tokenHashes, ...(invitedById === undefined ? {} : { invitedById }) };
}

/** The actions that send an invitation, the first one or another one. */
export function invitingActions(
  context: UserContext,
  before: StoredPortalAccess | undefined,
  after: PortalAccessState,
): Action[] {
  const { org, recordType, recordId } = after;
  const subject: PortalSubject = { type: recordType, id: recordId };
  const change = accessChange(context, before, after, before ? 'resent' : 'created');
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
const unchangedIn = ({ version, tokenHashes }: StoredPortalAccess, after: PortalAccessState) => ({
  version,
  status: 'invited',
  ...(after.tokenHashes ? { tokenHashes } : {}),
});
