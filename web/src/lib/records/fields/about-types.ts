import type { RecordTypeName } from '#contract/record-types.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import { recordBasics } from '../record-basics.ts';

/** The types of records that the user can choose for what an activity is about. Activities can't be about each other. */
export const aboutTypes = (workspace: Workspace): RecordTypeName[] =>
  Object.values(recordBasics).flatMap(({ name, permissions }) =>
    name !== 'activity' && may(workspace, permissions.read) ? [name] : [],
  );
