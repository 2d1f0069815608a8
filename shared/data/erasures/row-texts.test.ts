import { expect, test } from 'vitest';
import { finderOf, type Identity } from './person-texts.ts';
import { isInTexts, textsIn } from './row-texts.ts';

const identity: Identity = {
  emails: ['ana@people.example'],
  phones: [{ number: '+573001234567', national: '3001234567' }],
  names: [{ firstName: 'Ana', lastName: 'Gómez' }],
};
const people = [{ identity, finder: finderOf(identity) }];
const isIn = (value: unknown) => isInTexts(textsIn(value), people);

test('a person is found in a row by a name whose parts are in cells that are not neighbors', () => {
  expect(isIn({ number: 2, cells: ['ANA', 'Cali', 'x@y.example', 'Gomez'] })).toBe(true);
  expect(isIn({ number: 2, cells: ['Gómez', 'Cali', 'Ana'] })).toBe(true);
  expect(isIn({ number: 2, cells: ['Ana', 'Cali', 'Gómez Ltd'] })).toBe(false);
  expect(isIn({ number: 2, cells: ['Ana', 'Ruiz'] })).toBe(false);
});

test('a person is found in planned records, in corrections, and in numbers of spreadsheets', () => {
  expect(isIn({ number: 2, id: '1', body: { firstName: 'Ana', city: 'Cali', lastName: 'Gómez' } })).toBe(
    true,
  );
  expect(isIn({ body: { phones: [{ number: '+573001234567' }] } })).toBe(true);
  expect(isIn({ cells: { 2: 'Ana@people.example' }, isLeftOut: false })).toBe(true);
  expect(isIn({ number: 2, cells: ['x', 573001234567] })).toBe(true);
});

test('the number of a row and the ID of a record are no texts of it', () => {
  expect(isIn({ number: 573001234567, cells: ['x'] })).toBe(false);
  expect(isIn({ number: 2, id: '3001234567', body: { firstName: 'Ana' } })).toBe(false);
});
