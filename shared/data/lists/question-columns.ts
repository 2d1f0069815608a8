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
export const isSortable = ({ kind }: Column): boolean => kind !== 'phones';

/** Whether records can be grouped by a column. */
export const isGroupable = ({ kind }: Column): boolean => kind === 'choice' || kind === 'choices';

/** Whether the values of a column can be summarized. */
export const isMeasurable = ({ kind }: Column): boolean => kind === 'number' || kind === 'money';
