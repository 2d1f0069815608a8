import { ProblemError } from '#contract/problem.ts';
import { comparedTypes, type ComparedType } from '#contract/typed-values.ts';

/** The record type in a path. Throws `not_found` for types whose records aren’t compared. */
export function comparedType(name: string): ComparedType {
  const found = comparedTypes.find((type) => type === name);
  if (!found) throw new ProblemError('not_found');
  return found;
}
