import { mainWords } from '#lib/i18n/person-name.ts';

/** The initials of the main words of a name, in uppercase. */
export function initialsOf(name: string, hasTwoSurnames = false): string {
  const [first, family] = mainWords(name, hasTwoSurnames);
  return ((first[0] ?? '?') + (family?.[0] ?? '')).toLocaleUpperCase();
}

/** One of six avatar colors. The same ID always gets the same color. */
export function colorOf(id: string): 1 | 2 | 3 | 4 | 5 | 6 {
  let hash = 2166136261;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return ((((hash ^ (hash >>> 15)) >>> 0) % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;
}
