import { contact } from './contact.ts';

/** Every record type by its name. */
export const recordTypes = { contact };
export type RecordTypeName = keyof typeof recordTypes;
export const recordTypeNames = Object.keys(recordTypes) as [RecordTypeName, ...RecordTypeName[]];
