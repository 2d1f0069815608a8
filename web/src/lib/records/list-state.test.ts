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

test('a list reopens from its address unchanged', () => {
  expect(read(writeListState(shape, state))).toEqual(state);
});

test('an address contains no default values', () => {
  expect(writeListState(shape, read(''))).toBe('');
});

test('invalid list parameters fall back to the default list', () => {
  expect(read('?sort=password&limit=7&page=9&statusId=,,&x=1')).toEqual(read(''));
});

test('a changed filter starts at the first page', () => {
  expect(changeList(state, { q: '' })).toMatchObject({ page: 1, sort: '-createdAt' });
  expect(changeList(state, { q: '' })).not.toHaveProperty('cursor');
});

test('the request contains the list’s filters and nothing empty', () => {
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
