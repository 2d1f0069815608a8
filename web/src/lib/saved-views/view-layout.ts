import type { View } from '#contract/view.ts';
import type { Layout } from '#lib/records/list/layout.ts';
import { offeredColumns } from '#lib/records/list/offered-columns.ts';
import { TableLayout } from '#lib/records/list/table-layout.svelte.ts';
import { unneededFields, type RecordView } from '#lib/records/view.ts';
import { roleHere, type Workspace } from '#lib/workspace.ts';

/** The layout of a view's table. Views without columns show the usual ones. */
export const layoutOf = (record: RecordView, view: View): Layout => ({
  columns: view.columns ?? record.columns.map(({ field }) => ({ field })),
  density: view.density ?? 'comfortable',
  footers: view.footers ?? [],
});

/** Storage key of the layout that the user has given a view in this tab and hasn't saved. */
const keyOf = (view: View): string => `cobalt.view-layout ${view.id}`;

const ownLayout = (workspace: Workspace, record: RecordView): TableLayout =>
  new TableLayout(record, offeredColumns(record, roleHere(workspace), unneededFields(record, workspace)));

function savedLayout(workspace: Workspace, record: RecordView, view: View): TableLayout {
  const layout = ownLayout(workspace, record);
  layout.set(layoutOf(record, view));
  return layout;
}

/** The layout of a table: that of the opened view with unsaved changes, otherwise that of this browser. */
export function openLayout(workspace: Workspace, record: RecordView, view: View | undefined): TableLayout {
  if (!view) return ownLayout(workspace, record);
  const layout = savedLayout(workspace, record, view);
  const unsaved = sessionStorage.getItem(keyOf(view));
  if (unsaved) layout.set(JSON.parse(unsaved) as Layout);
  return layout;
}

export function isLayoutChanged(
  workspace: Workspace,
  record: RecordView,
  view: View,
  layout: TableLayout,
): boolean {
  const saved = savedLayout(workspace, record, view);
  return JSON.stringify(layout.value) !== JSON.stringify(saved.value);
}

/** Keeps unsaved changes of a view's layout over reloads. */
export function keepLayout(workspace: Workspace, record: RecordView, view: View, layout: TableLayout): void {
  if (isLayoutChanged(workspace, record, view, layout))
    sessionStorage.setItem(keyOf(view), JSON.stringify(layout.value));
  else forgetLayout(view);
}

export const forgetLayout = (view: View): void => sessionStorage.removeItem(keyOf(view));
