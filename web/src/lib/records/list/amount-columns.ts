import type { Money } from '#contract/field.ts';
import { columnAmountText } from '#lib/i18n/money.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { AnyRow } from '../record-client.ts';
import { valueText } from '../values.ts';
import { fieldIn, type RecordView } from '../view.ts';
import { withRoomForAmounts } from './amount-width.ts';
import type { ShownColumn } from './table-layout.svelte.ts';

/** Columns in which amounts have equally many decimals, and enough room. */
export function withAmounts(
  workspace: Workspace,
  view: RecordView,
  columns: readonly ShownColumn[],
  rows: readonly AnyRow[],
): ShownColumn[] {
  const amountsIn = (column: ShownColumn): Money[] =>
    rows.flatMap((row) => (row[fieldIn(column, row)] as Money | undefined) ?? []);
  const together = columns.map((column) =>
    column.shownAs.kind === 'money' ? { ...column, together: amountsIn(column) } : column,
  );
  return withRoomForAmounts(together, rows, (row, column) => {
    const name = fieldIn(column, row);
    const field = view.type.fields[name] ?? column.shownAs;
    return field.kind === 'money' && row[name]
      ? columnAmountText(row[name] as Money, column.together)
      : valueText(workspace, field, row[name]);
  });
}
