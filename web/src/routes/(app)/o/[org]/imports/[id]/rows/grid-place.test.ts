import { expect, test } from 'vitest';
import { firstProblem, placeAfter, placeBeside, renderedRows, rowsInView } from './grid-place.ts';

const size = { rows: 100, columns: 4, pageRows: 10 };
const at = (row: number, column: number) => ({ row, column });

test.each([
  ['ArrowDown', false, at(4, 2)],
  ['ArrowUp', true, at(0, 2)],
  ['ArrowLeft', false, at(3, 1)],
  ['End', false, at(3, 3)],
  ['End', true, at(99, 3)],
  ['PageDown', false, at(13, 2)],
  ['PageUp', false, at(0, 2)],
])('%s moves the active cell, Ctrl: %s', (key, ctrl, place) => {
  expect(placeAfter(at(3, 2), { key, ctrl }, size)).toEqual(place);
});

test('no key leads out of the grid, and other keys lead nowhere', () => {
  expect(placeAfter(at(99, 3), { key: 'ArrowDown', ctrl: false }, size)).toEqual(at(99, 3));
  expect(placeAfter(at(3, 2), { key: 'a', ctrl: false }, size)).toBeUndefined();
});

test('the cell after the last one of a row is the first value of the next row, and the other way round', () => {
  expect(placeBeside(at(3, 3), 1, size)).toEqual(at(4, 1));
  expect(placeBeside(at(4, 1), -1, size)).toEqual(at(3, 3));
  expect(placeBeside(at(99, 3), 1, size)).toEqual(at(99, 3));
});

test('only the rows near those in view are rendered, however many there are', () => {
  expect(rowsInView({ top: 5_000, height: 500, rowHeight: 50 }, 200_000)).toEqual({ first: 94, end: 116 });
  expect(rowsInView({ top: 0, height: 500, rowHeight: 50 }, 3)).toEqual({ first: 0, end: 3 });
});

test('the active row is rendered as well when it is out of view', () => {
  expect(renderedRows({ first: 4, end: 7 }, 5)).toEqual([4, 5, 6]);
  expect(renderedRows({ first: 4, end: 7 }, 0)).toEqual([0, 4, 5, 6]);
  expect(renderedRows({ first: 4, end: 7 }, 7)).toEqual([4, 5, 6, 7]);
});

test('a list of problems begins at the first cell that has one', () => {
  const columns = [0, 2, 5];
  const row = {
    problems: [{ code: 'repeated_row' }, { column: 5, code: 'bad_email' }, { column: 2, code: 'x' }],
  };
  expect(firstProblem(row, columns)).toEqual(at(0, 2));
  expect(firstProblem(row, columns, { column: 5 })).toEqual(at(0, 3));
  expect(firstProblem({ problems: [{ code: 'repeated_row' }] }, columns, {})).toEqual(at(0, 1));
  expect(firstProblem(undefined, columns)).toEqual(at(0, 1));
});
