import type { RecordTypeName } from '#contract/record-types.ts';
import type { NewView, View } from '#contract/view.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem, isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { fieldErrorText, problemText } from '#lib/i18n/problem-text.ts';
import { noteDefault, noteRemoval, noteView, viewsQuery } from './queries.ts';

export type ViewChange = Partial<Omit<NewView, 'recordType'>>;

export async function createView(orgId: string, body: NewView): Promise<View> {
  const view = await client.views.create({ orgId, body });
  noteView(orgId, view);
  return view;
}

/**
 * Changes a view. If someone else has changed it since it was read, asks whether to change the latest version. Resolves
 * to undefined if the user declines.
 */
export async function updateView(orgId: string, view: View, body: ViewChange): Promise<View | undefined> {
  const send = ({ id, version }: View) => client.views.update({ orgId, id, body }, { version });
  try {
    return noted(orgId, await send(view));
  } catch (error) {
    if (!isStale(error)) throw error;
    const latest = await client.views.get({ orgId, id: view.id });
    const isSure = await confirm({
      title: t.savedViews.changedElsewhere(latest.name),
      text: t.savedViews.changedElsewhereText,
      action: t.savedViews.overwrite,
      keep: t.savedViews.keepTheirs,
    });
    if (isSure) return noted(orgId, await send(latest));
    noteView(orgId, latest);
    return undefined;
  }
}

function noted(orgId: string, view: View): View {
  noteView(orgId, view);
  return view;
}

/** Deletes a view, in the version that the user confirmed to delete. */
export async function deleteView(orgId: string, { id, version }: View): Promise<void> {
  await client.views.delete({ orgId, id }, { version });
}

/** Removes a deleted view from all menus. */
export const forgetView = noteRemoval;

/** Chooses the view that the user opens first, at once. If that is refused, restores the previous choice. */
export async function openFirst(
  orgId: string,
  recordType: RecordTypeName,
  viewId: string | null,
): Promise<void> {
  const before = queryClient.getQueryData(viewsQuery(orgId).queryKey)?.defaults[recordType] ?? null;
  noteDefault(orgId, recordType, viewId);
  try {
    await client.views.setDefault({ orgId, recordType, body: { viewId } });
  } catch (error) {
    noteDefault(orgId, recordType, before);
    failed(orgId, error);
  }
}

/** Reports a refused change, and reads the views again, because they can have changed. */
export function failed(orgId: string, error: unknown): void {
  const { name, sharedWith, other } = refusalOf(error);
  toast({ text: other ?? name ?? sharedWith ?? problemText(error), tone: 'failed' });
  void queryClient.invalidateQueries({ queryKey: viewsQuery(orgId).queryKey });
}

interface Refusal {
  name?: string;
  sharedWith?: string;
  other?: string;
}
/** Why a view couldn't be saved, by the field that the message belongs to. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiProblem)) return { other: problemText(error) };
  const { code, errors } = error;
  if (code === 'too_large') return { other: t.savedViews.tooLarge };
  if (code === 'conflict') return { other: t.savedViews.creatorGone };
  if (code === 'not_found') return { other: t.savedViews.goneText };
  const [first] = errors;
  if (!first) return { other: problemText(error) };
  const isFull = first.code === 'too_many';
  if (first.pointer === '/name')
    return { name: isFull ? t.savedViews.tooManyPrivate(first.limit ?? 0) : fieldErrorText(first) };
  if (first.pointer === '/sharedWith')
    return { sharedWith: isFull ? t.savedViews.tooManyShared(first.limit ?? 0) : fieldErrorText(first) };
  return { other: t.savedViews.notSaved(fieldErrorText(first)) };
}
