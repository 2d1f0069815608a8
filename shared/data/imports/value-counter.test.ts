import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { valueCounter } from './value-counter.ts';

test('the different texts of each column are counted, without empty cells', () => {
  const counter = valueCounter();
  for (const cells of [['A', 1], ['B'], ['A', '', true]]) counter.add(cells);
  expect(counter.result()).toEqual([
    {
      counts: [
        ['A', 2],
        ['B', 1],
      ],
      isComplete: true,
    },
    { counts: [['1', 1]], isComplete: true },
    { counts: [['true', 1]], isComplete: true },
  ]);
});

test('a column with many different or long texts keeps the first ones and goes on counting them', () => {
  const counter = valueCounter();
  for (let number = 0; number <= limits.importColumnValues; number += 1) counter.add([`text ${number}`]);
  counter.add(['text 0', 'x'.repeat(limits.importValueCharacters + 1)]);
  const [first, second] = counter.result();
  expect(first?.counts).toHaveLength(limits.importColumnValues);
  expect(first?.counts[0]).toEqual(['text 0', 2]);
  expect(first?.isComplete).toBe(false);
  expect(second).toEqual({ counts: [], isComplete: false });
});
