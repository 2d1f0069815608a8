import { portalTypes } from '#contract/portal-access.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { PortalSubject } from '../organization/member.ts';
import { movingActions } from '../portal/moved-access.ts';
import { hasNotices, noticesAction } from '../portal/notices.ts';
import { endingActions, findPortalAccess, type StoredPortalAccess } from '../portal/portal-access.ts';
import type { Parent } from '../records/read.ts';
import { transact, type Action } from '../store/transact.ts';
import { putMarker, unlessChanged, type Move } from './move.ts';

/** What a contact or a vendor has in the portal: access or an invitation, and the wish for no e-mails about answers. */
export type PortalKind = 'portal' | 'notices';

const subjectAt = ({ definition, record }: Parent): PortalSubject | undefined => {
  const type = portalTypes.find((name) => name === definition.type.name);
  return type && { type, id: record.id };
};

/** Moves what a merged record has in the portal to the one that stays. Returns whether there was anything. */
export async function movePortal(context: Context, move: Move): Promise<boolean> {
  const [from, to] = [subjectAt(move.from), subjectAt(move.to)];
  if (!from || !to) return false;
  const isAccessMoved = await moveAccess(context, move, from, to);
  const isWishMoved = await moveWish(context, from, to, putMarker(context, move.from.key, 'notices', 'off'));
  return isAccessMoved || isWishMoved;
}

/** Of two, one ends: an invitation if the other one was accepted, and otherwise that of the merged record. */
async function moveAccess(
  context: Context,
  move: Move,
  from: PortalSubject,
  to: PortalSubject,
): Promise<boolean> {
  const [merged, other] = await accessOf(context, from, to);
  if (!merged) return false;
  const ended = other && (isActive(merged) && !isActive(other) ? other : merged);
  const marker = putMarker(context, move.from.key, 'portal', merged.id);
  const actions = ended ? endingActions(context, ended) : [...movingActions(context, merged, to), marker];
  await unlessChanged(transact(context, actions.map(orLater)));
  return true;
}

/** An action that the next step tries again if an access changes at the same time. */
const orLater = (action: Action): Action => ({
  ...action,
  refuse: () => new ProblemError('precondition_failed'),
});

const isActive = ({ status }: StoredPortalAccess): boolean => status === 'active';

const accessOf = (context: Context, ...subjects: PortalSubject[]) =>
  Promise.all(subjects.map((subject) => findPortalAccess(context, context.orgId, subject)));

/** Moves the wish of one record to another one that doesn't have it. */
async function moveWish(
  context: Context,
  from: PortalSubject,
  to: PortalSubject,
  marker: Action,
): Promise<boolean> {
  const { orgId } = context;
  const [isOn, isOnThere] = await Promise.all([
    hasNotices(context, orgId, from),
    hasNotices(context, orgId, to),
  ]);
  if (isOn || !isOnThere) return false;
  await transact(context, [noticesAction(orgId, from, true), noticesAction(orgId, to, false), marker]);
  return true;
}

/**
 * Moves an access, or the wish for no e-mails, back to a record that was separated again. Returns false if it has ended
 * since, or if that record has one by now.
 */
export async function movePortalBack(
  context: Context,
  kind: PortalKind,
  id: string,
  { from, to }: Move,
  marker: Action,
): Promise<boolean> {
  const [kept, separated] = [subjectAt(from), subjectAt(to)];
  if (!kept || !separated) return false;
  if (kind === 'notices') return moveWish(context, kept, separated, marker);
  const [access, own] = await accessOf(context, kept, separated);
  if (access?.id !== id || own) return false;
  const actions = [...movingActions(context, access, separated), marker];
  await unlessChanged(transact(context, actions.map(orLater)));
  return true;
}
