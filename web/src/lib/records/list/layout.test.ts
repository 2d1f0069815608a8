import { expect, test } from 'vitest';
import { layoutFrom, withFooter, withMoved, withShown, withWidth, type Layout } from './layout.ts';

const usual: Layout = {
  columns: [{ field: 'name' }, { field: 'statusId' }],
  density: 'comfortable',
  footers: [],
};
const fields = ({ columns }: Layout) => columns.map(({ field }) => field).join(' ');
const of = (...names: string[]): Layout => ({ ...usual, columns: names.map((field) => ({ field })) });

test('a stored layout is the same after it was read', () => {
  const stored: Layout = {
    columns: [{ field: 'name', width: 220 }, { field: 'custom.vip' }],
    density: 'compact',
    footers: [{ field: 'custom.fee', measure: 'average' }],
  };
  expect(layoutFrom(JSON.parse(JSON.stringify(stored)), usual)).toEqual(stored);
});

test('stored garbage falls back to the usual layout, part by part', () => {
  for (const garbage of [null, undefined, 7, 'compact', [], { columns: 'all', density: 3, footers: {} }])
    expect(layoutFrom(garbage, usual)).toEqual(usual);
  const partly = { shown: ['name'], density: 'compact', columns: [null, 4, { width: 9 }], footers: [null] };
  expect(layoutFrom(partly, usual)).toEqual({ ...usual, density: 'compact' });
});

test('a stored layout names each field once, with widths and measures that exist', () => {
  const stored = {
    columns: [{ field: 'name', width: 9_000 }, { field: 'city', width: 'wide' }, { field: 'name' }],
    footers: [
      { field: 'score', measure: 'median' },
      ...['a', 'b', 'c', 'd', 'e', 'f', 'a'].map((field) => ({ field, measure: 'sum' })),
    ],
  };
  const { columns, footers } = layoutFrom(stored, usual);
  expect(columns).toEqual([{ field: 'name', width: 600 }, { field: 'city' }]);
  expect(footers.map(({ field }) => field)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a shown column is the last one, and a hidden one keeps no place', () => {
  const shown = withShown(of('name', 'city'), 'email', true);
  expect(fields(shown)).toBe('name city email');
  expect(fields(withShown(shown, 'city', false))).toBe('name email');
});

test('a column moves to the place of another one, but not before the first', () => {
  const layout = of('name', 'city', 'email', 'other', 'tags');
  expect(fields(withMoved(layout, 'tags', 'city'))).toBe('name tags city email other');
  expect(fields(withMoved(layout, 'city', 'other'))).toBe('name email other city tags');
  expect(fields(withMoved(layout, 'city', 'name'))).toBe('name city email other tags');
  expect(fields(withMoved(layout, 'name', 'city'))).toBe('name city email other tags');
  expect(fields(withMoved(layout, 'gone', 'city'))).toBe('name city email other tags');
});

test('a width stays between the smallest and the largest', () => {
  const width = (wide: number) => withWidth(usual, 'statusId', wide).columns[1]?.width;
  expect([width(1), width(123.4), width(5_000)]).toEqual([64, 123, 600]);
});

test('a column has one measure, and at most five columns have one', () => {
  const all = ['a', 'b', 'c', 'd', 'e', 'f'];
  const summed = withFooter(withFooter(of('name', 'value'), 'value', 'sum'), 'value', 'max');
  expect(summed.footers).toEqual([{ field: 'value', measure: 'max' }]);
  expect(withFooter(summed, 'value', undefined).footers).toEqual([]);
  const many = all.reduce((layout, field) => withFooter(layout, field, 'sum'), of('name', ...all));
  expect(many.footers.map(({ field }) => field).join('')).toBe('bcdef');
});

test('a hidden column loses its footer, and only footers of visible columns count', () => {
  const names = ['b', 'c', 'd', 'e', 'a'];
  const measured = (layout: Layout) => layout.footers.map(({ field }) => field).join('');
  const full = names.reduce((layout, field) => withFooter(layout, field, 'sum'), of('name', 'f', ...names));
  const hidden = withShown(full, 'a', false);
  expect(measured(hidden)).toBe('bcde');
  expect(measured(withShown(hidden, 'a', true))).toBe('bcde');
  expect(measured(withFooter(hidden, 'f', 'sum'))).toBe('bcdef');
  const stored = { ...full, columns: hidden.columns };
  expect(measured(withFooter(stored, 'f', 'sum'))).toBe('bcdef');
});
