import { expect, test } from 'vitest';
import { pastedBlock } from './pasted.ts';

test('a block has a row for each line and a cell between tabs', () => {
  expect(pastedBlock('a\tb\r\nc\t\r\n')).toEqual([
    ['a', 'b'],
    ['c', ''],
  ]);
});

test('a line break or a tab within quotes ends no cell', () => {
  expect(pastedBlock('"one\ntwo"\t"a\tb"\n"say ""hi"""\tx')).toEqual([
    ['one\ntwo', 'a\tb'],
    ['say "hi"', 'x'],
  ]);
});

test('a quote that isn’t closed is a character', () => {
  expect(pastedBlock('"6 inches\t5" screen')).toEqual([['"6 inches', '5" screen']]);
});
