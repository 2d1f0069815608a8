import { scopeOf } from '#contract/permission.ts';
import { fieldProblem } from '#contract/problem.ts';
import { isActiveMember } from '../organization/active-member.ts';
import type { Context } from '../organization/context.ts';
import { isVisible, reachOf } from '../records/read.ts';

/** Whether the caller can access the tasks of a member, so that assigning one to that member doesn't lose it. */
export const canAssign = (context: Context, assigneeId: string): boolean =>
  assigneeId === context.actor.userId ||
  isVisible({ ownerId: assigneeId }, reachOf(context, scopeOf(context, 'task:update')));

/** Refuses assignees whose tasks the caller can't access, and those who aren't active members. */
export async function checkAssignee(context: Context, assigneeId: string): Promise<void> {
  if (!canAssign(context, assigneeId)) throw fieldProblem('/assigneeId', 'not_allowed');
  if (!(await isActiveMember(context, context.orgId, assigneeId)))
    throw fieldProblem('/assigneeId', 'unknown_reference');
}
