import UserRoundPlus from '@lucide/svelte/icons/user-round-plus';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { mayTake } from '../may-take.ts';
import type { AnyRow } from '../record-client.ts';
import type { Verb } from './verb.ts';

/** Assigns a record to the user. Rows and cards offer it, too. */
export const assignToMe: Verb = {
  title: () => t.records.assignToMe,
  label: () => t.records.assignToMe,
  icon: UserRoundPlus,
  command: 'assignToMe',
  if: (record: AnyRow, { workspace, view }) => mayTake(workspace, view, record),
  run: async (record, context) => {
    // Lists show the button before they need the rest.
    const { takeRecord } = await import('./take-record.ts');
    return takeRecord(record, context);
  },
  refused: (error) => t.records.notSaved(refusalText(error)),
};
