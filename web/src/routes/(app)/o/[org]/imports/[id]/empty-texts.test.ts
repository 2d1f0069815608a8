import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { emptyTextsIn, emptyTextsInput, excessOf } from './empty-texts.ts';

test('texts are separated by commas, without spaces around them, without empty ones and each once', () => {
  expect(emptyTextsIn(' N/A,  sin dato ,,n/a, - ')).toEqual(['N/A', 'sin dato', '-']);
  expect(emptyTextsIn('  ')).toEqual([]);
});

test('what is shown for texts is read as the same texts', () => {
  const texts = ['N/A', 'sin dato', '—'];
  expect(emptyTextsIn(emptyTextsInput(texts))).toEqual(texts);
});

test('more or longer texts than the service accepts are noticed', () => {
  const most = Array.from({ length: limits.importEmptyTexts }, (_, place) => `n${place}`);
  expect(excessOf(most)).toBeUndefined();
  expect(excessOf([...most, 'one more'])).toBe('tooMany');
  expect(excessOf(['x'.repeat(40)])).toBeUndefined();
  expect(excessOf(['x'.repeat(41)])).toBe('tooLong');
});
