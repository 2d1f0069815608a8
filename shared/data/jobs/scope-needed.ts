import { ProblemError } from '#contract/problem.ts';
import type { Scope } from '#contract/role.ts';
import type { Permission } from '#contract/permission.ts';
import type { Context } from '../organization/context.ts';
import type { Needs } from './job.ts';

/** The caller's scope for the permission that a job needs. Throws `forbidden` without it. */
export function scopeNeeded(
  context: Context,
  permissionFor: (action: Needs | 'read') => Permission,
  needs: Needs,
): Scope {
  const scope = context.scopeFor(permissionFor(needs));
  if (!scope || !context.scopeFor(permissionFor('read'))) throw new ProblemError('forbidden');
  return scope;
}
