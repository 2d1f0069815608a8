import { expect, test } from 'vitest';
import { Selection } from './selection.svelte.ts';

const page = { ids: ['a', 'b'], total: 5, matching: { q: 'x' } };
const open = () => {
  const listed = { ...page };
  return { listed, selection: new Selection(() => listed) };
};

test('rows of other pages stay selected when the selection of a page changes', () => {
  const { listed, selection } = open();
  selection.shown = ['b'];
  listed.ids = ['c', 'd'];
  expect(selection.shown).toEqual([]);
  selection.shown = ['c', 'd'];
  selection.shown = ['d'];
  expect(selection.count).toBe(2);
  expect(selection.target).toEqual({ ids: ['b', 'd'] });
});

test('all records are offered once the page is selected, and are named by what they match', () => {
  const { selection } = open();
  selection.shown = ['a'];
  expect(selection.mayBecomeAll).toBe(false);
  selection.shown = ['a', 'b'];
  expect(selection.mayBecomeAll).toBe(true);
  selection.selectAll();
  expect([selection.count, selection.mayBecomeAll]).toEqual([5, false]);
  expect(selection.target).toEqual({ query: { q: 'x' }, expectedTotal: 5 });
});

test('a job is told how many records were selected, also if there are more by now, and whether they are all', () => {
  const { listed, selection } = open();
  selection.selectAll();
  listed.total = 6;
  expect(selection.count).toBe(5);
  expect(selection.target).toEqual({ query: { q: 'x' }, expectedTotal: 5 });
  const everything = new Selection(() => ({ ...page, matching: {} }));
  everything.selectAll();
  expect(everything.target).toEqual({ query: {}, expectedTotal: 5, all: true });
});

test('the selection of all records spans pages, and ends with the first row that is left out', () => {
  const { listed, selection } = open();
  selection.selectAll();
  listed.ids = ['c', 'd'];
  expect(selection.shown).toEqual(['c', 'd']);
  selection.shown = ['d'];
  expect(selection.isAll).toBe(false);
  expect(selection.target).toEqual({ ids: ['d'] });
});
