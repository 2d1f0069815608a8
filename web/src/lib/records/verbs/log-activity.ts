import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { mayLog, openLogOn } from '../log-dialog.svelte.ts';
import type { Verb } from './verb.ts';

/** Opens the dialog in which an activity is logged. Rows and cards offer it, too. */
export const logActivity: Verb = {
  title: () => t.records.log,
  icon: NotebookPen,
  command: 'logActivity',
  if: (record, { workspace, view }) => mayLog(workspace, view, record),
  run: (record, { view }) => {
    openLogOn(view, record);
    return Promise.resolve(undefined);
  },
};
