import type { Column } from '#contract/lists/column.ts';
import { errorAt, type FieldError } from '#contract/problem.ts';

/** The error of a column's name at a pointer, if there is no such column or it doesn't fit its purpose. */
export function columnErrors(
  columns: ReadonlyMap<string, Column>,
  name: string,
  pointer: string,
  fits: (column: Column) => boolean = () => true,
): FieldError[] {
  const column = columns.get(name);
  if (!column) return [errorAt(pointer, 'unknown_field')];
  return fits(column) ? [] : [errorAt(pointer, 'not_allowed')];
}

/** Whether lists can be sorted by a column. */
export const isSortable = ({ kind }: Column): boolean => kind !== 'phones';

/** Whether records can be grouped by a column. */
export const isGroupable = ({ kind }: Column): boolean => kind === 'choice' || kind === 'choices';

/** Whether the values of a column can be summarized. */
export const isMeasurable = ({ kind }: Column): boolean => kind === 'number' || kind === 'money';
