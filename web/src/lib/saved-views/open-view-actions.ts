import { goto } from '$app/navigation';
import type { View } from '#contract/view.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { copyText } from '#lib/components/copy.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refuseUnreadable } from '#lib/records/unreadable-filter.ts';
import { isShared } from './access.ts';
import { OpenList } from './open-list.svelte.ts';
import type { OpenView } from './open-view.svelte.ts';
import { createView, deleteView, failed, forgetView, updateView, type ViewChange } from './view-actions.ts';
import { forgetLayout, layoutOf } from './view-layout.ts';
import { viewQueryOf, withoutMissing } from './view-state.ts';

// What menus and buttons do with the view that is open. Failures are shown in a toast.

const pathOf = ({ workspace, record }: OpenView): string => `${workspace.base}/${record.plural}`;

/** What a view stores of the list or board as it is shown. Boards have no columns. Throws if the filter is damaged. */
export function shownValues(open: OpenView): ViewChange {
  refuseUnreadable(open.list);
  const query = viewQueryOf(open.list);
  if (!(open instanceof OpenList)) return { layout: 'board', query };
  const { columns, density, footers } = open.layout.value;
  return {
    layout: 'list',
    query,
    columns: [...columns],
    density,
    groupBy: open.list.groupBy ?? null,
    footers: [...footers],
  };
}

export async function openView(open: OpenView, id: string): Promise<void> {
  await goto(`${pathOf(open)}?saved=${id}`, { reset: false });
}

/** Saves the list as it is shown in the open view. */
export async function saveChanges(open: OpenView): Promise<void> {
  await change(open, () => shownValues(open));
}

/** Saves the open view without its missing fields. */
export async function saveWithoutMissing(open: OpenView): Promise<void> {
  const { stored } = open;
  if (!stored) return;
  const { query, columns, footers, groupBy } = withoutMissing(stored);
  await change(open, () => ({
    query,
    ...(stored.columns ? { columns: columns ?? null } : {}),
    ...(stored.footers ? { footers: footers ?? null } : {}),
    ...(stored.groupBy ? { groupBy: groupBy ?? null } : {}),
  }));
}

async function change(open: OpenView, valuesOf: () => ViewChange): Promise<void> {
  const { stored, workspace } = open;
  if (!stored) return;
  try {
    const saved = await updateView(workspace.orgId, stored, valuesOf());
    if (!saved) return;
    forgetLayout(saved);
    await openView(open, saved.id);
    toast({ text: t.savedViews.saved(saved.name) });
  } catch (error) {
    failed(workspace.orgId, error);
  }
}

/** Shows the list as the view stores it. */
export async function discardChanges(open: OpenView): Promise<void> {
  const { saved, record } = open;
  if (!saved) return;
  forgetLayout(saved);
  if (open instanceof OpenList) open.layout.set(layoutOf(record, saved));
  await openView(open, saved.id);
}

/** Creates a private copy of a view. */
export async function duplicate(open: OpenView, view: View): Promise<void> {
  const { orgId } = open.workspace;
  const { recordType, layout, query, columns, density, groupBy, footers } = open.saved ?? view;
  try {
    const copy = await createView(orgId, {
      recordType,
      name: t.savedViews.copyOf(view.name).slice(0, 80),
      layout,
      query,
      columns,
      density,
      groupBy,
      footers,
    });
    await openView(open, copy.id);
    toast({ text: t.savedViews.duplicated(copy.name) });
  } catch (error) {
    failed(orgId, error);
  }
}

export async function copyLink(open: OpenView, view: View): Promise<void> {
  const link = `${location.origin}${pathOf(open)}?saved=${view.id}`;
  if (!(await copyText(link, t.savedViews.linkNotCopied))) return;
  toast({ text: isShared(view) ? t.savedViews.linkCopied : t.savedViews.linkCopiedPrivate });
}

export async function remove(open: OpenView, view: View): Promise<void> {
  const { orgId } = open.workspace;
  const isSure = await confirm({
    title: t.savedViews.deleteTitle(view.name),
    text: isShared(view) ? t.savedViews.deleteSharedText : t.savedViews.deleteText,
    action: t.savedViews.delete,
    keep: t.savedViews.keep,
    danger: true,
  });
  if (!isSure) return;
  try {
    await deleteView(orgId, view);
    forgetLayout(view);
    // Leaves the view before it disappears, so that the page doesn't report it as missing.
    if (open.stored?.id === view.id) await goto(`${pathOf(open)}?saved=all`, { reset: false });
    forgetView(orgId, view);
    toast({ text: t.savedViews.deleted(view.name) });
  } catch (error) {
    failed(orgId, error);
  }
}
