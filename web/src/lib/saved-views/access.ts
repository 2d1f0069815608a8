import type { View } from '#contract/view.ts';
import { may, scopeIn, type Workspace } from '#lib/workspace.ts';
import { isQueue } from './queues.ts';

const isOwn = ({ me }: Workspace, { createdBy }: View): boolean => createdBy === me.id;
export const isShared = ({ sharedWith }: View): boolean => sharedWith.length > 0;

/** Whether the user can share a view, or change a shared one. Managers can do so with the views that they created. */
export function mayShare(workspace: Workspace, view: View): boolean {
  if (isQueue(view)) return false;
  const scope = scopeIn(workspace, 'view:share');
  return scope === 'all' || (scope === 'own' && isOwn(workspace, view));
}

export const mayChange = (workspace: Workspace, view: View): boolean =>
  may(workspace, 'view:update') && !isQueue(view) && (!isShared(view) || mayShare(workspace, view));

export const mayDelete = (workspace: Workspace, view: View): boolean =>
  may(workspace, 'view:delete') && !isQueue(view) && (!isShared(view) || mayShare(workspace, view));
