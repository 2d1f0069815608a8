import { recordTypes } from './record-types.ts';

/** The plurals of record types, as used in paths. The browser gets them as plain values. */
export const recordPlurals: readonly string[] = Object.values(recordTypes).map(({ plural }) => plural);
