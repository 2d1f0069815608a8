import { entryTypeNames, type EntryTypeName } from './entry-type-names.ts';
import { recordTypeNames, type RecordTypeName } from './record-types.ts';

/** What the rows of a file can become: records of a type, or entries of records. */
export type ImportTypeName = Exclude<RecordTypeName, 'activity'> | EntryTypeName;
export const importTypeNames = [
  // What files call activities becomes entries: those that are done are logged, and the others are tasks.
  ...recordTypeNames.filter((name) => name !== 'activity'),
  ...entryTypeNames,
] as ImportTypeName[] as [ImportTypeName, ...ImportTypeName[]];
