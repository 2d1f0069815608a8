import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { restoreRefusal } from '../record-actions.ts';
import { restoreRecord } from '../record-writes.ts';
import type { Verb } from './verb.ts';

/** Restores a record from the trash. Its page and the trash of its type offer that. */
export const restore: Verb = {
  title: () => t.actions.restore,
  icon: RotateCcw,
  if: ({ deletedAt }, { mayDelete }) => deletedAt !== undefined && mayDelete,
  run: async ({ id }, { workspace, view, title }) => {
    await restoreRecord(workspace.orgId, view, id);
    return { text: view.texts().restored(title) };
  },
  refused: (error, { view }) => restoreRefusal(view, error),
};
