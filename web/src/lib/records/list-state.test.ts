import { expect, test } from 'vitest';
import {
  changeList,
  isNarrowed,
  listInput,
  readListState,
  writeListState,
  type ListState,
} from './list-state.ts';

const shape = { sorts: ['name', 'createdAt'], filters: ['statusId', 'tagIds'] };
const read = (search: string) => readListState(shape, new URLSearchParams(search));
const state: ListState = {
  q: 'maría lópez',
  sort: '-createdAt',
  limit: 50,
  filters: { statusId: ['a', 'b'] },
  page: 3,
  cursor: 'abc',
};

test('a list reopens from its address as it was', () => {
  expect(read(writeListState(shape, state))).toEqual(state);
});

test('an address says nothing about what is as usual', () => {
  expect(writeListState(shape, read(''))).toBe('');
});

test('nonsense in an address falls back to the usual list', () => {
  expect(read('?sort=password&limit=7&page=9&statusId=,,&x=1')).toEqual(read(''));
});

test('another narrowing begins at the first page', () => {
  expect(changeList(state, { q: '' })).toMatchObject({ page: 1, sort: '-createdAt' });
  expect(changeList(state, { q: '' })).not.toHaveProperty('cursor');
});

test('the request holds what narrows the list and nothing empty', () => {
  expect(listInput(read(''))).toEqual({ limit: 25, sort: 'name' });
  expect(listInput(state)).toEqual({
    statusId: ['a', 'b'],
    limit: 50,
    sort: '-createdAt',
    q: 'maría lópez',
    cursor: 'abc',
  });
  expect(isNarrowed(read(''))).toBe(false);
  expect(isNarrowed(state)).toBe(true);
});
