import { ProblemError } from '#contract/problem.ts';
import type { Permission } from '#contract/permission.ts';
import type { Scope } from '#contract/role.ts';
import type { Context } from '../organization/context.ts';
import type { Needs } from './job.ts';

/** The caller's scope for the permission that a job needs. Throws `forbidden` without it. */
export function scopeNeeded(context: Context, type: string, needs: Needs): Scope {
  const scope = context.scopeFor(`${type}:${needs}` as Permission);
  if (!scope || !context.scopeFor(`${type}:read` as Permission)) throw new ProblemError('forbidden');
  return scope;
}
