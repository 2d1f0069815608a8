/**
 * The characters that the font of PDFs has in both weights, as hexadecimal code points: Latin, Greek and Cyrillic
 * letters, and what else Western texts contain. A test compares it with the font.
 */
export const printedRanges = [
  '20-7e a0-ac ae-17f 18f 192 1a0-1a1 1af-1b0 1f0 1fa-1ff 218-21b 237 259 2bc 2c6-2c7 2c9 ',
  '2d8-2dd 2f3 300-301 303 309 30f 323 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 ',
  '1e00-1e01 1e3e-1e3f 1e80-1e85 1e9e 1ea0-1ef9 1f4d 2000-200a 2010-2011 2013-2015 2017-201e ',
  '2020-2022 2025-2027 2030 2032-2033 2039-203a 203c 2044 2070 2074-208e 20a3-20a4 20a6-20ac ',
  '20b1 20b9-20ba 20bc-20bd 20c1 2105 2113 2116 2122 2126 212e 215b-215e 2202 2206 220f ',
  '2211-2212 221a 221e 222b 2248 2260 2264-2265 25a0 25ca-25cb 25cf fb01-fb04 fffc-fffd',
]
  .join('')
  .split(' ')
  .map((range) => range.split('-').map((point) => Number.parseInt(point, 16)))
  .map(([first = 0, last = first]) => [first, last] as const);

const isPrinted = (letter: string): boolean => {
  const point = letter.codePointAt(0) ?? 0;
  return letter === '\n' || printedRanges.some(([first, last]) => first <= point && point <= last);
};

/**
 * A text with the character for unknown ones in place of those that the font lacks, but without their marks. Spaces that
 * it lacks become others.
 */
export const printedText = (text: string): string =>
  text.replaceAll(/[^\n\x20-\x7e]/gu, (letter) => {
    if (isPrinted(letter)) return letter;
    // The narrow one, which stands between the digits of a number, keeps them on one line.
    if (/\p{Z}/u.test(letter)) return letter === '\u202f' ? '\u00a0' : ' ';
    return /\p{M}/u.test(letter) ? '' : '\ufffd';
  });

/** The letters of texts that the font lacks, each once. Other signs, such as emoji, aren’t letters. */
export const unprintedLetters = (texts: readonly string[]): string[] => [
  ...new Set([...texts.join('').normalize('NFC')].filter((one) => /\p{L}/u.test(one) && !isPrinted(one))),
];

/** Maximum number of characters that are named. */
const namedMax = 10;

/**
 * The characters of texts that PDFs show as the one for unknown characters, each once and at most ten. Those that belong
 * together, such as the parts of an emoji, are one.
 */
export function unprintedCharacters(texts: readonly (string | undefined)[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    if (text === undefined || printedText(text.normalize('NFC')) === text) continue;
    for (const { segment } of new Intl.Segmenter().segment(text.normalize('NFC'))) {
      if ([...segment].some((one) => !/[\p{Z}\p{C}\p{M}]/u.test(one) && !isPrinted(one))) found.add(segment);
      if (found.size === namedMax) return [...found];
    }
  }
  return [...found];
}
