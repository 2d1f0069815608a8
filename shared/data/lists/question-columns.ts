import type { Column } from '#contract/lists/column.ts';
import { type FieldFault } from '#contract/problem.ts';

/** The error of a column's name at a pointer, if there is no such column or it doesn't fit its purpose. */
export function columnErrors(
  columns: ReadonlyMap<string, Column>,
  name: string,
  pointer: string,
  fits: (column: Column) => boolean = () => true,
): FieldFault[] {
  const column = columns.get(name);
  if (!column) return [{ pointer, code: 'unknown_field' }];
  return fits(column) ? [] : [{ pointer, code: 'not_allowed' }];
}

/** Whether lists can be sorted by a column. */
export const isSortable = ({ kind, isOfAnyType }: Column): boolean => kind !== 'phones' && !isOfAnyType;

/** Whether records can be grouped by a column. */
export const isGroupable = ({ kind, isOfAnyType }: Column): boolean =>
  (kind === 'choice' || kind === 'choices') && !isOfAnyType;

/** Whether the values of a column can be summarized. */
export const isMeasurable = ({ kind }: Column): boolean => kind === 'number' || kind === 'money';
