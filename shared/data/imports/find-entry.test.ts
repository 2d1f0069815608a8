import { expect, test } from 'vitest';
import { findEntry } from './find-entry.ts';

const entries = [
  { id: 'new', label: 'Nuevo' },
  { id: 'won', label: 'Won!' },
  { id: 'lost', label: 'new' },
  { id: 'old', label: 'Archived', retired: true },
  { id: 'a1', label: 'Años' },
  { id: 'a2', label: 'ANOS' },
  { id: 'e1', label: '★' },
];

test.each([
  ['Nuevo', 'new'],
  ['  nuevo ', 'new'],
  ['won', 'won'],
  ['WON', 'won'],
  ['a2', 'a2'],
  ['Años', 'a1'],
  ['★', 'e1'],
])('%j refers to the entry %s', (text, id) => expect(findEntry(entries, text)).toEqual({ id }));

test('a label precedes the id of another entry', () => {
  expect(findEntry(entries, 'new')).toEqual({ id: 'lost' });
});

test('labels that differ only in case and accents are ambiguous for a text that equals none of them', () => {
  expect(findEntry(entries, 'anos')).toBe('ambiguous');
});

test('labels that differ in a symbol are different, and punctuation around words is not', () => {
  const grades = ['A+', 'A-', 'C++', 'C#', 'In progress'].map((label) => ({ id: `is ${label}`, label }));
  for (const { id, label } of grades) expect(findEntry(grades, label.toLowerCase())).toEqual({ id });
  for (const text of ['A', 'C', '(A', 'a*']) expect(findEntry(grades, text)).toBe('unknown');
  for (const text of ['In-progress', 'in progress.', 'IN_PROGRESS'])
    expect(findEntry(grades, text)).toEqual({ id: 'is In progress' });
});

test.each(['Archived', 'old', 'something else', '☆'])('%j refers to no entry in use', (text) =>
  expect(findEntry(entries, text)).toBe('unknown'),
);
