import { expect, test } from 'vitest';
import { finderOf, mentionsPerson, withoutPerson } from './person-texts.ts';

const finder = finderOf({
  emails: ['ana.gomez@people.example'],
  phones: [{ number: '+573001234567', national: '3001234567' }],
  names: [{ firstName: 'Ana', lastName: 'Gómez Peña' }],
});

test.each([
  ['Write to ANA.GOMEZ@people.example.', 'Write to [erased].'],
  ['"ana.gomez@people.example"', '"[erased]"'],
  ['Call +57 300 123-45-67 today', 'Call [erased] today'],
  ['Call 0057 (300) 1234567', 'Call [erased]'],
  ['tel:3001234567;', 'tel:[erased];'],
  ['ana gomez pena called', '[erased] called'],
  ['Gómez Peña, Ana', '[erased]'],
  ['_ana.gomez@people.example_', '_[erased]_'],
  ['-ana.gomez@people.example-', '-[erased]-'],
  ['Contact...ana.gomez@people.example', 'Contact...[erased]'],
  [String.raw`ana\.gomez@people.example`, '[erased]'],
  ['?to=ana.gomez%40people.example&a=1', '?to=[erased]&a=1'],
  ['q=to%20ana%2Egomez%40people.example', 'q=to%20[erased]'],
  ['300_123_4567', '[erased]'],
  [String.raw`300\-123\-4567`, '[erased]'],
  ['57 · 300 · 123 4567', '[erased]'],
  ['Informe de Ana Go\u0301mez Pen\u0303a, señor', 'Informe de [erased], señor'],
])('a text loses the person, however it is written: %s', (text, expected) => {
  expect(withoutPerson(text, finder)).toBe(expected);
});

test.each([
  'mariana.gomez@people.example',
  'ana.gomez@people.example.co',
  'x-ana.gomez@people.example',
  'Ana Gómez',
  'Mariana Gómez Peña',
  '13001234567890',
  '2026-11-25T21:51:47.123Z',
  '01930012-3456-7300-8123-300123456789',
])('another text stays as it is: %s', (text) => {
  expect(withoutPerson(text, finder)).toBe(text);
});

test('texts in lists and objects lose the person, and values without the person stay the same', () => {
  const value = { list: [1, null, { text: 'Ana Gómez Peña' }], other: { a: 1 } };
  const left = withoutPerson(value, finder);
  expect(left).toEqual({ list: [1, null, { text: '[erased]' }], other: { a: 1 } });
  expect(left.other).toBe(value.other);
  expect(mentionsPerson(value, finder)).toBe(true);
  expect(withoutPerson(left, finder)).toBe(left);
});

test('a first name alone identifies nobody', () => {
  const names = [{ firstName: 'Ana', lastName: '' }];
  expect(mentionsPerson('Ana', finderOf({ emails: [], phones: [], names }))).toBe(false);
});

test.each([
  ['+525512345678', '5512345678', '+52 1 55 1234 5678'],
  ['+525512345678', '5512345678', '55 1234-5678'],
  ['+5491123456789', '91123456789', '011 15-2345-6789'],
  ['+5491123456789', '91123456789', '+54 11 2345 6789'],
  ['+5493512345678', '93512345678', '(0351) 15 234-5678'],
])('a number is found as people write it in its country: %s', (number, national, text) => {
  const phones = [{ number, national }];
  expect(withoutPerson(`Call ${text}.`, finderOf({ emails: [], phones, names: [] }))).toMatch(
    /^Call \(?\[erased\]\.$/,
  );
});
