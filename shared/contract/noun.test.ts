import { expect, test } from 'vitest';
import { a, inSentence } from './noun.ts';

test('a word keeps its own capitals within a sentence', () => {
  expect(['Buyers', 'VIP', 'PYME grande'].map(inSentence)).toEqual(['buyers', 'VIP', 'PYME grande']);
});

test('an English noun gets the article that fits its first letter', () => {
  expect(['opportunity', 'lead', 'unit'].map((one) => a({ one }))).toEqual([
    'an opportunity',
    'a lead',
    'a unit',
  ]);
});
