import { expect, test } from 'vitest';
import { pagesOf } from '../../../../tests/pdf.ts';
import { printedRanges, unprintedCharacters, unprintedLetters } from '#contract/printed-characters.ts';
import { pdfBytes } from './render.ts';

test.each([false, true])('the font has every character that counts as printed (bold: %s)', async (bold) => {
  // The increment is read back as the Greek letter, whose glyph it shares. Combining marks would belong to the character before them, and spaces are no glyphs that can be read back.
  const letters = printedRanges
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
    )
    .filter((letter) => !/[\p{M}\p{Z}\u2206\ufffc\ufffd]/u.test(letter));
  const bytes = await pdfBytes({
    content: letters.map((letter) => ({ text: letter, bold })),
    defaultStyle: { font: 'Roboto', fontSize: 6 },
  });
  const read = new Set((await pagesOf(bytes)).join('').normalize('NFKC'));
  expect(
    letters.filter((letter) =>
      [...letter.normalize('NFKC')].some((one) => !/\s/u.test(one) && !read.has(one)),
    ),
  ).toEqual([]);
});

test('letters that the font lacks are named once, and signs aren’t letters', () => {
  expect(unprintedLetters(['Müller', 'Łódź', 'Ελλάδα', 'Київ', '🙂 ✓'])).toEqual([]);
  expect(unprintedLetters(['山田 山', 'שלום'])).toEqual(['山', '田', 'ש', 'ל', 'ו', 'ם']);
});

test('all characters that PDFs can’t show are named once, as people see them', () => {
  const shown = ['Müller', 'Ελλάδα', 'Київ', 'A\u202fB', 'Line 1\nLine 2', 'e\u0301', undefined];
  expect(unprintedCharacters(shown)).toEqual([]);
  expect(unprintedCharacters(['山田 山 👍🏽', 'שלום ✓'])).toEqual(['山', '田', '👍🏽', 'ש', 'ל', 'ו', 'ם', '✓']);
  expect(unprintedCharacters(['一二三四五六七八九十百千'])).toHaveLength(10);
});
