import type { PossibleDuplicate } from '#contract/possible-duplicate.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import type { Reason } from './score.ts';
import { comparedFieldsOf } from './subject.ts';

/** The values by which a record is compared. */
export const comparedValues = (
  type: ComparedType,
  record: Readonly<Record<string, unknown>>,
): PossibleDuplicate['values'] =>
  Object.fromEntries(
    comparedFieldsOf(type)
      .filter((field) => record[field] !== undefined)
      .map((field) => [field, record[field]]),
  );

export const shownReasons = (reasons: readonly Reason[]): PossibleDuplicate['reasons'] =>
  reasons.map(({ field, kind, weight }) => ({ field, kind, points: weight }));
