import { ProblemError } from '#contract/problem.ts';
import type { ViewRole } from '#contract/view.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '#data/organization/context.ts';
import { findView, isShared, type StoredView } from '#data/organization/view.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { checkVersion } from '#data/store/version-match.ts';

/** Whether the caller can read records of a type. The type of a stored view can be unknown to this release. */
export const canRead = (context: Context, recordType: string): boolean =>
  definitionOf(recordType) !== undefined &&
  context.scopeFor(recordPermission(recordType, 'read')) !== undefined;

/** Whether the caller can see and change all shared views. */
export const managesShared = (context: Context): boolean => context.scopeFor('view:share') === 'all';

const isCreator = ({ actor }: Context, { createdBy }: StoredView): boolean => createdBy === actor.userId;

/** Whether a view is meant for the caller: created by them, or shared with their role. */
export const isFor = (context: Context, view: StoredView): boolean =>
  canRead(context, view.recordType) &&
  (isCreator(context, view) || view.sharedWith.includes(context.role as ViewRole));

const canSee = (context: Context, view: StoredView): boolean =>
  isFor(context, view) || (canRead(context, view.recordType) && isShared(view) && managesShared(context));

/** Loads a view that the caller can see. */
export async function loadView(context: Context, id: string): Promise<StoredView> {
  const view = await findView(context, id);
  if (!view || !canSee(context, view)) throw new ProblemError('not_found');
  return view;
}

/** Loads a view that the caller can change, in the version that the caller expects. */
export async function loadCurrent(context: Context, id: string): Promise<StoredView> {
  const view = await loadView(context, id);
  checkSharing(context, view);
  checkVersion(context, view);
  return view;
}

/** Throws `forbidden` if a view is shared and the caller can't share it. */
export function checkSharing(context: Context, view: StoredView): void {
  if (!isShared(view) || managesShared(context)) return;
  if (!context.scopeFor('view:share') || !isCreator(context, view)) throw new ProblemError('forbidden');
}
