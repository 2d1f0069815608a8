import { isEntryType } from '#contract/entry-type-names.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';

/**
 * Whether the user can import records of a type. Imports of a type that is named like entries, such as `activity`, are
 * about those.
 */
export const mayImport = (workspace: Workspace, { name, permissions }: RecordBasics): boolean =>
  !isEntryType(name) && may(workspace, 'import:create') && may(workspace, permissions.create);
