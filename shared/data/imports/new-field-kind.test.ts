import { expect, test } from 'vitest';
import type { Cell } from './cell.ts';
import { newFieldKind } from './new-field-kind.ts';
import { spain } from './readings-under-test.ts';
import { valueCounter } from './value-counter.ts';

function kindOf(cells: readonly Cell[]) {
  const counter = valueCounter();
  for (const cell of cells) counter.add([cell]);
  return newFieldKind(cells, counter.result()[0] ?? { counts: [], isComplete: true }, spain);
}
const twice = <Item>(items: readonly Item[]): Item[] => [...items, ...items];

test.each<[Cell[], string]>([
  [['12', '1.234,5', 7], 'number'],
  [['12,50 €', '3 €'], 'money'],
  [['31/12/2026', { date: '2026-01-02' }], 'date'],
  [['sí', 'no', true], 'yesNo'],
  [['ana@people.example', 'luis@people.example'], 'email'],
  [['https://one.example', 'https://two.example/x'], 'url'],
  [['+34 600 11 22 33', '+34 600 11 22 44'], 'phone'],
  [['one', 'two', 'three'], 'text'],
  [['one\ntwo', 'three'], 'longText'],
  [['', 'N/A'], 'text'],
])('%j is read as a field of the kind %s', (cells, kind) => expect(kindOf(cells)).toBe(kind));

test('numbers that would lose digits as values are texts', () => {
  expect(kindOf(['00123', '45'])).toBe('text');
  expect(kindOf(['4111111111111111', '45'])).toBe('text');
});

test('one other value among many makes a column one of texts', () => {
  expect(kindOf([...Array.from({ length: 30 }, (_, index) => `${index}`), 'about 30'])).toBe('text');
});

test('few values that repeat are a choice, and many or unrepeated ones aren’t', () => {
  const labels = (count: number) => Array.from({ length: count }, (_, index) => `Label ${index}`);
  expect(kindOf(twice(['Gold', 'Silver', '']))).toBe('choice');
  expect(kindOf(twice(labels(20)))).toBe('choice');
  expect(kindOf(twice(labels(21)))).toBe('text');
  expect(kindOf(['Gold', 'Silver', 'Gold'])).toBe('text');
});
