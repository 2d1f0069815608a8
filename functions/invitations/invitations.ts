import { v7 as uuidv7 } from 'uuid';
import type { Invitation } from '#contract/invitation.ts';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { mayManageRole } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { withItemState } from '#data/store/item-state.ts';
import { ifAbsent } from '#data/store/condition.ts';
import type { Context } from '#data/organization/context.ts';
import {
  addressClaim,
  ifPending,
  invitationChange,
  invitationItem,
  isKept,
  validUntil,
  withdrawal,
  type InvitationState,
  type StoredInvitation,
} from '#data/organization/invitation.ts';
import { accessKey, emailKey, invitationKey } from '#data/store/keys.ts';
import { checkMailAgain, mailCounts } from '#data/mail/counts.ts';
import { loadMember, type AccessItem } from '#data/organization/member.ts';
import { getItem, queryAll } from '#data/store/table.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { transact, type Action } from '#data/store/transact.ts';

export async function list(context: Context): Promise<{ items: Invitation[] }> {
  const items = await pending(context);
  return { items: items.map((item) => shown(item, context.now)).reverse() };
}

async function pending(context: Context): Promise<StoredInvitation[]> {
  const items = await queryAll<StoredInvitation>(context, invitationKey(context.orgId, '').pk);
  return items.filter((item) => item.status === 'pending' && isKept(item, context.now));
}

function shown(item: InvitationState, now: string): Invitation {
  const { id, email, role, invitedById, createdAt } = item;
  const state = item.validUntil > now ? 'pending' : 'expired';
  return { id, email, role, invitedById, createdAt, expiresAt: item.validUntil, state };
}

export async function create(
  context: Context,
  { body }: { body: { email: string; role: Role; locale?: Language | undefined } },
): Promise<Invitation> {
  const again = async ([id]: string[]) => shown(await load(context, id ?? ''), context.now);
  return transactOnce(context, () => prepare(context, body), again);
}

async function prepare(
  context: Context,
  body: { email: string; role: Role; locale?: Language | undefined },
): Promise<Making<Invitation>> {
  const { orgId, now, actor, settings } = context;
  if (!mayManageRole(context.role, body.role)) throw fieldProblem('/role', 'not_allowed');
  await refuseKnown(context, body.email);
  if ((await pending(context)).length >= limits.invitationsPerOrganization) {
    throw fieldProblem('/email', 'too_many', 'conflict', { limit: limits.invitationsPerOrganization });
  }
  const inviter = await loadMember(context, orgId, actor.userId);
  const invitation: InvitationState = {
    id: uuidv7(),
    orgId,
    orgName: settings.name,
    email: body.email,
    role: body.role,
    locale: body.locale ?? 'en',
    invitedById: actor.userId,
    invitedByName: inviter.displayName,
    createdAt: now,
    validUntil: validUntil(now),
    status: 'pending',
    version: 1,
    mails: 1,
    mailedAt: now,
  };
  const change = invitationChange(context, undefined, invitation, 'created');
  const actions: Action[] = [
    { put: { Item: invitationItem(invitation, undefined, change), ...ifAbsent } },
    addressClaim(invitation, now),
    ...mailCounts(context),
    change,
  ];
  return { actions, ids: [invitation.id], value: shown(invitation, now) };
}

/** Refuses the address of a member, and that of a client, who can't be a member as well. */
async function refuseKnown(context: Context, email: string): Promise<void> {
  const known = await getItem<{ userId: string }>(context, emailKey(email));
  const access = known && (await getItem<AccessItem>(context, accessKey(known.userId)));
  const right = access?.orgs?.[context.orgId];
  if (right?.client) throw new ProblemError('conflict', 'portal_email_of_client');
  if (right) throw fieldProblem('/email', 'taken', 'conflict');
}

async function load(context: Context, id: string): Promise<StoredInvitation> {
  const item = await getItem<StoredInvitation>(context, invitationKey(context.orgId, id));
  if (item?.status !== 'pending' || !isKept(item, context.now)) throw new ProblemError('not_found');
  return withItemState(item, item);
}

/** Loads an invitation whose role the caller may manage. */
async function loadManaged(context: Context, id: string): Promise<StoredInvitation> {
  const invitation = await load(context, id);
  if (!mayManageRole(context.role, invitation.role)) throw new ProblemError('forbidden');
  return invitation;
}

/** An invitation in its current state. */
export async function current(context: Context, { id }: { id: string }): Promise<Invitation> {
  const { items } = await list(context);
  const found = items.find((item) => item.id === id);
  if (!found) throw new ProblemError('not_found');
  return found;
}

/** Sends a new link, with the caller as inviter. Earlier links stop working before the new one is sent. */
export async function resend(context: Context, { id }: { id: string }): Promise<Invitation> {
  const { tokenHash: _ended, tokenHashes: _alsoEnded, ...before } = await loadManaged(context, id);
  checkMailAgain(before, context.now);
  const sender = await loadMember(context, context.orgId, context.actor.userId);
  const after = {
    ...before,
    version: before.version + 1,
    invitedById: sender.userId,
    invitedByName: sender.displayName,
    validUntil: validUntil(context.now),
    mails: before.mails + 1,
    mailedAt: context.now,
  };
  const change = invitationChange(context, before, after, 'resent');
  await transact(context, [
    {
      put: { Item: invitationItem(after, before, change), ...ifPending(before) },
      refuse: () => new ProblemError('not_found'),
    },
    addressClaim(after, context.now),
    ...mailCounts(context),
    change,
  ]);
  return shown(after, context.now);
}

export async function revoke(context: Context, { id }: { id: string }): Promise<null> {
  const before = await loadManaged(context, id);
  await transact(context, withdrawal(context, before));
  return null;
}
