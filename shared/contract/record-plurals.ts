import { recordTypes } from './record-types.ts';

/**
 * The plurals of record types, as used in paths. The web build inlines these values, so that browsers load no schemas
 * for them.
 */
export const recordPlurals: readonly string[] = Object.values(recordTypes).map(({ plural }) => plural);
