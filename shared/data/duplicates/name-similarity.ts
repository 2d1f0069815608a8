import { distance } from 'fastest-levenshtein';

/** Words are similar if at most a quarter of their letters differ, as in Gómez and Gomes. */
const similarWord = 0.75;
/** A single word says little about a longer name that contains it. */
const singleWord = 0.6;

/**
 * How similar two names are, by their sorted words: 1 for the same name and 0 for different ones. All words of the
 * shorter name must be similar to words of the longer one, so names that share only a surname are different.
 */
export function nameSimilarity(one: readonly string[], other: readonly string[]): number {
  // Branches, floors and buildings differ in their numbers only.
  if (digitsOf(one) !== digitsOf(other)) return 0;
  return one.join(' ') === other.join(' ') ? 1 : wordsSimilarity(one, other);
}

const digitsOf = (words: readonly string[]): string =>
  words
    .join(' ')
    .replace(/[^\p{N}]+/gu, ' ')
    .trim();

const textSimilarity = (one: string, other: string): number =>
  1 - distance(one, other) / Math.max(one.length, other.length, 1);

/** An initial is similar to every word that begins with it. */
function wordSimilarity(one: string, other: string): number {
  const [shorter = '', longer = ''] = [one, other].sort((a, b) => a.length - b.length);
  if (shorter.length === 1 && longer.startsWith(shorter)) return similarWord;
  return textSimilarity(one, other);
}

/** Twice the letters that both names have in common, as a part of all letters. */
function wordsSimilarity(one: readonly string[], other: readonly string[]): number {
  // Both orders of the arguments pair the same words.
  const [shorter = [], longer = []] = [one, other].sort(
    (a, b) => a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1),
  );
  // Initials alone say too little.
  if (shorter.every((word) => word.length === 1)) return 0;
  const unused = [...longer];
  let common = 0;
  for (const word of shorter) {
    const similarities = unused.map((candidate) => wordSimilarity(word, candidate));
    const best = Math.max(0, ...similarities);
    if (best < similarWord) return 0;
    const [match = ''] = unused.splice(similarities.indexOf(best), 1);
    common += best * (word.length + match.length);
  }
  const letters = [...one, ...other].join('').length;
  const isSingle = shorter.length === 1 && longer.length > 1;
  return Math.min(common / letters, isSingle ? singleWord : 1);
}
