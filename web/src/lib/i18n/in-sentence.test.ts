import { expect, test } from 'vitest';
import { inSentence } from './in-sentence.ts';

test('a label within a sentence is lowercased, and abbreviations stay as they are', () => {
  expect(inSentence('Job title')).toBe('job title');
  expect(inSentence('National ID')).toBe('national ID');
  expect(inSentence('Último NIF')).toBe('último NIF');
});
