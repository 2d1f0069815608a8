import { fold } from '../values/search-terms.ts';

/**
 * The words of a full name in alphabetical order, by which names are compared: people and programs write a name in one
 * field or in two, and some write the last name first. Undefined for a single word, which identifies nobody.
 */
export function nameWords(...parts: readonly unknown[]): string | undefined {
  const words = fold(parts.map((part) => (typeof part === 'string' ? part : '')).join(' ')).split(' ');
  return words.length > 1 ? words.sort().join(' ') : undefined;
}

/** Record types that name other persons and companies. A record of another type is about somebody. */
const namingTypes: ReadonlySet<unknown> = new Set(['contact', 'lead', 'customer', 'vendor', 'employee']);

/** Whether records of a type are somebody or something that has a name, an e-mail address and a phone number of its own. */
export const isNaming = (type: unknown): boolean => namingTypes.has(type);
