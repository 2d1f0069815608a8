/** A typed word, and its form for comparisons: in lowercase, without accents and punctuation. */
export interface TypedWord {
  raw: string;
  plain: string;
}

/** The words of a text. Signs such as `>` are words of their own. */
export const wordsIn = (text: string): TypedWord[] =>
  text
    .normalize('NFC')
    // Texts of conditions can't contain control characters and lone surrogates.
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/[<>=!≤≥]+/g, ' $& ')
    .replace(/:(?=\s|$)/g, ' ')
    .split(/\s+/)
    .map((raw) => ({ raw, plain: plain(raw) }))
    .filter(({ plain }) => plain !== '');

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\-'’.,]/gu, '')
    .toLowerCase();

/** The plain words of labels, which every typed letter is compared with. */
const phrases = new Map<string, readonly string[]>();
function wordsOf(phrase: string): readonly string[] {
  const words = phrases.get(phrase) ?? wordsIn(phrase).map(({ plain }) => plain);
  phrases.set(phrase, words);
  return words;
}

export const textOf = (words: readonly TypedWord[]): string => words.map(({ raw }) => raw).join(' ');

/** How the first words of a text match a phrase. */
export interface WordMatch {
  /** Number of words that start words of the phrase, in the same order. */
  count: number;
  /** Whether the first of them starts the phrase. */
  isStart: boolean;
  /** Whether they are all words of the phrase. */
  isExact: boolean;
}

export function matchWords(typed: readonly TypedWord[], phrase: string): WordMatch {
  const words = wordsOf(phrase);
  const places: number[] = [];
  for (const { plain } of typed) {
    const place = words.findIndex((word, at) => at > (places.at(-1) ?? -1) && word.startsWith(plain));
    if (place < 0) break;
    places.push(place);
  }
  const isExact =
    places.length === words.length && places.every((place) => typed[place]?.plain === words[place]);
  return { count: places.length, isStart: places[0] === 0, isExact };
}

/** Whether every word of a text starts a word of the phrase, in the same order. */
export const isMatch = (typed: readonly TypedWord[], phrase: string): boolean =>
  matchWords(typed, phrase).count === typed.length;

/** Whether the words are the beginning of a phrase. The last one can be incomplete. */
export function isBeginning(typed: readonly TypedWord[], phrase: string): boolean {
  const words = wordsOf(phrase);
  return typed.every(({ plain }, at) => words[at]?.startsWith(plain));
}

/** Whether the words are those of a phrase. */
export function isSame(typed: readonly TypedWord[], phrase: string): boolean {
  const { count, isExact } = matchWords(typed, phrase);
  return isExact && count === typed.length;
}

/** The words after a phrase. Undefined if they don't start with it. */
export function wordsAfter(typed: readonly TypedWord[], phrase: string): readonly TypedWord[] | undefined {
  const words = wordsOf(phrase);
  return words.every((word, at) => typed[at]?.plain === word) ? typed.slice(words.length) : undefined;
}
