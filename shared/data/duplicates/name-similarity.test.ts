import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameSimilarity } from './name-similarity.ts';
import { companyWordsOf, wordsOf } from './name-words.ts';
import '../../../tests/seeded.ts';

const similarity = (one: string, other: string) => nameSimilarity(wordsOf(one), wordsOf(other));

test.each([
  ['José María Núñez', 'NUNEZ, Jose Maria'],
  ['Hotel del Mar', 'Hotel de Mar'],
  ['The The', 'the the'],
])('%s and %s are the same name', (one, other) => expect(similarity(one, other)).toBe(1));

test.each([
  ['María Gómez', 'Maria Gomes'],
  ['María Gómez', 'María Fernanda Gómez'],
  ['J. Pérez', 'Juan Pérez'],
  ['Juan', 'Juan Carlos Pérez Rodríguez'],
])('%s and %s are similar', (one, other) => {
  expect(similarity(one, other)).toBeGreaterThan(0);
  expect(similarity(one, other)).toBeLessThan(1);
});

test.each([
  ['Ana Gómez', 'Ada Gómez'],
  ['Juan Pérez', 'Juan Gómez'],
  ['K. Pérez', 'Juan Pérez'],
  ['J. P.', 'Juan Pérez'],
  ['The The', 'The Who'],
  ['Bodega 1', 'Bodega 2'],
  ['Bodega', 'Bodega 2'],
])('%s and %s are different', (one, other) => expect(similarity(one, other)).toBe(0));

test('a name that has more in common is more similar', () => {
  const long = similarity('María Gómez', 'María Fernanda Gómez López');
  expect(similarity('María Gómez', 'María Fernanda Gómez')).toBeGreaterThan(long);
});

test('a single word is less similar to a longer name than two words are', () => {
  expect(similarity('María', 'María Paz')).toBe(0.6);
  expect(similarity('María Paz', 'María Paz Rey')).toBeGreaterThan(0.8);
});

test('similarity is between 0 and 1, the same in both directions, and 1 for a name and itself', () => {
  const name = fc
    .array(fc.stringMatching(/^[ab1]{1,5}$|^[ab]{4,5}$/), { maxLength: 4 })
    .map((words) => words.sort());
  fc.assert(
    fc.property(name, name, (one, other) => {
      const value = nameSimilarity(one, other);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(nameSimilarity(other, one)).toBe(value);
      expect(nameSimilarity(one, one)).toBe(1);
    }),
  );
  const words = [
    ['maria', 'mariaab'],
    ['mariaa', 'marta'],
  ] as const;
  expect(nameSimilarity(words[0], words[1])).toBe(nameSimilarity(words[1], words[0]));
});

test.each([
  ['Acme S.A.S.', ['acme']],
  ['ACME, Inc.', ['acme']],
  ['Distribuidora Núñez y Cía. Ltda.', ['distribuidora', 'nunez']],
  ['Acme S.A. de C.V.', ['acme']],
  ['S.A.S.', ['a', 's', 's']],
  ['Casa', ['casa']],
  ['El', ['el']],
])('the words of %s are %j', (name, words) => expect(companyWordsOf(name)).toEqual(words));
