import { printedText } from '#contract/printed-characters.ts';

/** Texts without a space that are longer than this can be wider than their column. */
const wordMax = 24;
const partLength = 10;
const zeroWidthSpace = '\u200b';

/**
 * A text as it is printed: accents belong to their letters, because the fonts place others badly, characters that
 * control output are gone, those that the fonts lack are replaced, and long words can be broken anywhere.
 */
export const printable = (text: string): string =>
  printedText(
    text
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
      .replaceAll('\t', ' ')
      .replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, ''),
  ).replaceAll(/\S+/g, (word) => (word.length > wordMax ? breakable(word) : word));

const breakable = (word: string): string => {
  const letters = Array.from(word);
  const parts = Array.from({ length: Math.ceil(letters.length / partLength) }, (_, place) =>
    letters.slice(place * partLength, (place + 1) * partLength).join(''),
  );
  return parts.join(zeroWidthSpace);
};
