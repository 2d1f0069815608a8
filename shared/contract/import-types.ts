import { entryTypeNames, type EntryTypeName } from './entry-type-names.ts';
import { recordTypeNames, type RecordTypeName } from './record-types.ts';

/** What the rows of a file can become: records of a type, or entries of records. */
export type ImportTypeName = RecordTypeName | EntryTypeName;
export const importTypeNames: [ImportTypeName, ...ImportTypeName[]] = [...recordTypeNames, ...entryTypeNames];
