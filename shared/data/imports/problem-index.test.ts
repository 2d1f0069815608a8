import { expect, test } from 'vitest';
import type { PlannedRow, RowProblem } from './planned-row.ts';
import { hasProblem, leftOutCode, partsOfPage, problemCollector, sumOf } from './problem-index.ts';
import { spain } from './readings-under-test.ts';

const planned = (number: number, ...problems: RowProblem[]): PlannedRow => ({
  number,
  action: 'refuse',
  id: String(number),
  body: {},
  problems,
});
const country = { column: 1, code: 'unknown_country' };

test('a page is in the parts that have its rows, and in no others', () => {
  const counts = [0, 3, 0, 500, 2];
  expect(partsOfPage(counts, { from: 0, limit: 2 })).toEqual([{ part: 1, skip: 0, take: 2 }]);
  expect(partsOfPage(counts, { from: 2, limit: 10 })).toEqual([
    { part: 1, skip: 2, take: 1 },
    { part: 3, skip: 0, take: 9 },
  ]);
  expect(partsOfPage(counts, { from: 502, limit: 50 })).toEqual([
    { part: 3, skip: 499, take: 1 },
    { part: 4, skip: 0, take: 2 },
  ]);
  expect(partsOfPage(counts, { from: 505, limit: 50 })).toEqual([]);
});

test('all pages together have each row once', () => {
  const counts = [7, 0, 1, 12, 0, 3];
  for (const limit of [1, 2, 5, 23, 50]) {
    let rows = 0;
    for (let from = 0; from < sumOf(counts); from += limit)
      rows += sumOf(partsOfPage(counts, { from, limit }).map(({ take }) => take));
    expect(rows).toBe(23);
  }
});

test('a row counts once for a kind of problem, and rows that are left out have none', () => {
  const problems = problemCollector(() => spain);
  problems.add(0, planned(2, { code: 'required', field: 'a' }, { code: 'required', field: 'b' }), {
    number: 2,
    cells: [],
  });
  problems.add(3, planned(9, { code: leftOutCode }), { number: 9, cells: [] });
  const { parts, kinds } = problems.index();
  expect(parts).toEqual([1]);
  expect(kinds).toEqual([
    { code: 'required', parts: [1], values: [] },
    { code: 'left_out', parts: [0, 0, 0, 1], values: [] },
  ]);
});

test('the values of a kind of problem begin with the most frequent one', () => {
  const problems = problemCollector(() => spain);
  for (const [index, text] of ['Ruritania', 'Atlantis', 'Atlantis', ''].entries())
    problems.add(0, planned(index, country), { number: index, cells: ['', text] });
  expect(problems.index().kinds[0]?.values).toEqual([
    { text: 'Atlantis', count: 2 },
    { text: 'Ruritania', count: 1 },
  ]);
  expect(problems.counts()).toEqual([{ ...country, count: 4, sample: 'Ruritania' }]);
});

test('a problem of the whole row isn’t one of its cells', () => {
  const row = planned(2, { code: 'several_records' });
  expect(hasProblem(row, { kind: { code: 'several_records' } })).toBe(true);
  expect(hasProblem(row, { kind: { column: 0, code: 'several_records' } })).toBe(false);
});
