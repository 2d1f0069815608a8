import type { Workspace } from '#lib/workspace.ts';
import type { AnyRow } from '../record-client.ts';
import type { RecordView } from '../view.ts';
import { assignToMe } from './assign-to-me.ts';
import { runVerb } from './run-verb.svelte.ts';

/** Assigns the record of a row or a card to the user. Lists load it when the shortcut is pressed. */
export const assignRow = (workspace: Workspace, view: RecordView, record: AnyRow): Promise<void> =>
  runVerb({ workspace, view, record }, assignToMe);
