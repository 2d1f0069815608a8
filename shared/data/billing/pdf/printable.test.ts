import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('accents and their letters become one character', () => {
  expect(printable('Jose\u0301 Nun\u0303ez')).toBe('José Nuñez');
});

test('characters that control output are removed, and lines are kept', () => {
  expect(printable('a\u202eb\u0000c\u200dd\r\ne\tf')).toBe('abcd\ne f');
});

test('a half of a surrogate pair becomes the character for unknown ones', () => {
  expect(printable('a\ud800b')).toBe('a\ufffdb');
});

test('letters and signs that the font lacks become the character for unknown ones, without their marks', () => {
  expect(printable('Müller 山田 ✓')).toBe('Müller \ufffd\ufffd \ufffd');
  expect(printable('x\u0302 ❤\ufe0f שָׁ')).toBe('x \ufffd \ufffd');
});

test('spaces that the font lacks become others, and separators of lines and paragraphs end a line', () => {
  expect(printable('10\u202f000\u205fkm\u3000a\u1680b\u00a0c')).toBe('10\u00a0000 km a b\u00a0c');
  expect(printable('a\u2028b\u2029c')).toBe('a\nb\nc');
});

test('only words that could be wider than a column get places to break', () => {
  expect(printable('a short text')).toBe('a short text');
  const word = 'x'.repeat(25);
  expect(printable(word)).toBe(`${'x'.repeat(10)}\u200b${'x'.repeat(10)}\u200b${'x'.repeat(5)}`);
});
