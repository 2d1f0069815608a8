import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { recordDefinitions } from '../records/definitions.ts';

const isAboutOthers = (name: RecordTypeName): boolean => recordDefinitions[name].entry !== undefined;

/** The record types in the order in which archives have them: what is about other records comes after these. */
export const archivedTypes: readonly RecordTypeName[] = recordTypeNames.toSorted(
  (one, other) => Number(isAboutOthers(one)) - Number(isAboutOthers(other)),
);
