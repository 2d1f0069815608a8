import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** Throws if a patch changes a field that can't be changed any more. */
export function refuseLocked(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Readonly<Record<string, unknown>>,
): void {
  const locked = definition.rules?.locked?.(before, context.settings) ?? [];
  const refused = locked.find((name) => name in patch && !isSame(patch[name], before[name]));
  if (refused !== undefined) throw fieldProblem(`/${refused}`, 'read_only');
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
