import type { View } from '#contract/view.ts';
import { TableLayout, type Layout } from '#lib/records/list/table-layout.svelte.ts';
import type { RecordView } from '#lib/records/view.ts';

// The only module of saved views that depends on how tables store their layout.

/** The layout of a view's table. Views without columns show the usual ones. */
export const layoutOf = (record: RecordView, view: View): Layout => ({
  columns: view.columns ?? record.columns.flatMap(({ field, hidden }) => (hidden ? [] : [{ field }])),
  density: view.density ?? 'comfortable',
  footers: view.footers ?? [],
});

/** Storage key of the layout that the user has given a view in this tab and hasn't saved. */
const keyOf = (view: View): string => `cobalt.view-layout ${view.id}`;

/** The layout of a table: that of the opened view with unsaved changes, otherwise that of this browser. */
export function openLayout(record: RecordView, view: View | undefined): TableLayout {
  if (!view) return new TableLayout(record);
  const layout = new TableLayout(record, layoutOf(record, view));
  const unsaved = sessionStorage.getItem(keyOf(view));
  if (unsaved) layout.set(JSON.parse(unsaved) as Layout);
  return layout;
}

export function isLayoutChanged(record: RecordView, view: View, layout: TableLayout): boolean {
  const saved = new TableLayout(record, layoutOf(record, view));
  return JSON.stringify(layout.value) !== JSON.stringify(saved.value);
}

/** Keeps unsaved changes of a view's layout over reloads. */
export function keepLayout(record: RecordView, view: View, layout: TableLayout): void {
  if (isLayoutChanged(record, view, layout))
    sessionStorage.setItem(keyOf(view), JSON.stringify(layout.value));
  else forgetLayout(view);
}

export const forgetLayout = (view: View): void => sessionStorage.removeItem(keyOf(view));
