import { recordTypes } from 'virtual:record-types';
import { expect, test } from 'vitest';
import { filterInput } from '#contract/lists/filter.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { filterFrom, filterText } from './filter-address.ts';
import {
  changeList,
  idsFor,
  isNarrowed,
  listQuestion,
  readListState,
  selectionOf,
  withIds,
  withinGroup,
  withSort,
  writeListState,
  type ListState,
} from './list-state.ts';

const type = recordTypes.lead;
const read = (search: string) => readListState(type, new URLSearchParams(search));
const filter = {
  and: [
    { field: 'statusId', op: 'anyOf' as const, value: ['new', 'open'] },
    { field: 'lastActivityAt', op: 'before' as const, value: { days: -60 } },
  ],
};
const state: ListState = {
  q: 'maría lópez',
  filter,
  teamOf: 'ana',
  groupBy: 'statusId',
  sorts: ['-score', 'fullName'],
  limit: 50,
  page: 3,
  viewId: 'abc',
};

test('a list reopens from its address unchanged', () => {
  expect(read(writeListState(type, state))).toEqual(state);
});

test('an address contains no default values', () => {
  expect(writeListState(type, read(''))).toBe('');
});

test('invalid list parameters fall back to the default list', () => {
  expect(read('?sort=password&limit=7&page=-9')).toEqual(read(''));
  expect(read('?page=99999999').page).toBe(10_000);
});

test('a list is only grouped by columns with one choice per record', () => {
  expect(read('?group=ownerId').groupBy).toBe('ownerId');
  for (const name of ['tagIds', 'company', 'score', 'password', ''])
    expect(read(`?group=${name}`)).toEqual(read(''));
});

test('groups come before other sorts, in the direction of a sort by the same column', () => {
  const sortsOf = (search: string) =>
    listQuestion(read(search)).sorts?.map(({ field, descending }) => [field, descending]);
  expect(sortsOf('?group=ownerId&sort=-score,company,fullName')).toEqual([
    ['ownerId', false],
    ['score', true],
    ['company', false],
  ]);
  expect(sortsOf('?group=ownerId&sort=score,-ownerId')).toEqual([
    ['ownerId', true],
    ['score', false],
  ]);
});

test('a list shows the sorts that it sends, also beside groups', () => {
  const sorts = ['-score', 'company', 'fullName'];
  const sent = (list: ListState) =>
    listQuestion(list).sorts?.map(({ field, descending }) => (descending ? `-${field}` : field));
  const ungrouped = changeList(read(''), { sorts });
  expect(ungrouped.sorts).toEqual(sorts);
  const grouped = changeList(ungrouped, { groupBy: 'ownerId' });
  expect(grouped.sorts).toEqual(['-score', 'company']);
  expect(sent(grouped)).toEqual(['ownerId', ...grouped.sorts]);
  expect(read(`?group=ownerId&sort=${sorts.join(',')}`).sorts).toEqual(grouped.sorts);
  expect(changeList(ungrouped, { groupBy: 'company' }).sorts).toEqual(sorts);
});

test('a further sort takes the place of the first one, but not of the groups', () => {
  const ownSorts = ['-score', 'company', 'fullName'];
  expect(withSort({ sorts: ownSorts }, 'city')).toEqual(['company', 'fullName', 'city']);
  expect(withSort({ sorts: ownSorts }, 'score')).toEqual(['company', 'fullName', 'score']);
  expect(withSort({ sorts: ['-score', 'company'], groupBy: 'ownerId' }, 'city')).toEqual(['company', 'city']);
  const grouped = { sorts: ['-ownerId', 'score', 'company'], groupBy: 'ownerId' };
  expect(withSort(grouped, 'city')).toEqual(['-ownerId', 'company', 'city']);
  expect(withSort(grouped, 'ownerId')).toEqual(['score', 'company', 'ownerId']);
});

test('the records of a group are found within those of the list', () => {
  const city = { field: 'city', op: 'is' as const, value: 'Cali' };
  expect(withinGroup(city, 'ownerId', 'ana')).toEqual({
    and: [city, { field: 'ownerId', op: 'anyOf', value: ['ana'] }],
  });
  expect(withinGroup(undefined, 'ownerId', undefined)).toEqual({ field: 'ownerId', op: 'isEmpty' });
});

test('a list whose alternatives are groups is limited in each of them, which the service accepts', () => {
  const on = (field: string) => ({ field, op: 'is' as const, value: 'x' });
  const [a, b, c] = [on('city'), on('email'), on('company')] as const;
  const [ana, nobody] = [
    { field: 'ownerId', op: 'anyOf' as const, value: ['ana'] },
    { field: 'ownerId', op: 'isEmpty' as const },
  ];
  const alternatives: Filter = { or: [{ and: [a, b] }, c] };
  const limited = withinGroup(alternatives, 'ownerId', 'ana');
  expect(limited).toEqual({
    or: [{ and: [a, b, ana] }, { and: [c, ana] }],
  });
  expect(withinGroup(alternatives, 'ownerId', undefined)).toEqual({
    or: [{ and: [a, b, nobody] }, { and: [c, nobody] }],
  });
  expect(withIds({ or: [{ or: [a, b] }, c] }, 'ownerId', ['ana'])).toEqual({ and: [{ or: [a, b, c] }, ana] });
  expect(read(`?filter=${filterText(alternatives)}&ownerId=ana`).filter).toEqual(limited);
  for (const filter of [limited!, withIds({ or: [{ or: [a, b] }, c] }, 'ownerId', ['ana'])!]) {
    expect(filterInput.safeParse(filter).success).toBe(true);
    expect(filterFrom(filterText(filter))).toEqual(filter);
  }
});

test('ids that all alternatives have are those of the list, and are replaced and removed together', () => {
  const owner = (id: string) => ({ field: 'ownerId', op: 'anyOf' as const, value: [id] });
  const city = { field: 'city', op: 'is' as const, value: 'Cali' };
  const [score, email] = [
    { field: 'score', op: 'is' as const, value: 5 },
    { field: 'email', op: 'isEmpty' as const },
  ];
  const alternatives: Filter = { or: [{ and: [city, score] }, email] };
  const limited = withIds(alternatives, 'ownerId', ['ana']);
  expect(idsFor(limited, 'ownerId')).toEqual(['ana']);
  expect(withIds(limited, 'ownerId', [])).toEqual(alternatives);
  expect(withIds(limited, 'ownerId', ['ines'])).toEqual(withIds(alternatives, 'ownerId', ['ines']));
  const different: Filter = { or: [{ and: [owner('ana'), city] }, { and: [owner('ines'), score] }] };
  expect(idsFor(different, 'ownerId')).toBeUndefined();
  expect(withIds(different, 'ownerId', [])).toEqual(different);
  expect(withIds({ or: [owner('ana'), { and: [owner('ana'), city] }] }, 'ownerId', [])).toBeUndefined();
});

test('a filter that can’t be read is kept until another one replaces it', () => {
  for (const text of ['', 'or(', 'city:is:Cali;or(lastActivityAt:bef']) {
    const damaged = read(`?sort=-score&filter=${text}`);
    expect(damaged).toEqual({ ...read('?sort=-score'), unreadable: text });
    expect(isNarrowed(damaged)).toBe(true);
    expect(read(writeListState(type, { ...damaged, page: 2 }))).toEqual({ ...damaged, page: 2 });
    expect(changeList(damaged, { q: 'ana' })).toEqual({ ...damaged, q: 'ana' });
    expect(changeList(damaged, { filter: undefined })).toEqual(read('?sort=-score'));
  }
});

test('a list with an empty or unknown parameter is empty, because it may be meant as a filter', () => {
  for (const text of ['statusId=', 'statusId=%2C', 'statusid=new', 'city=Cali', 'x=1', 'teamOf=']) {
    const odd = read(`?sort=-score&ownerId=me&${text}`);
    expect(odd).toEqual({ ...read('?sort=-score&ownerId=me'), unreadable: text });
    expect(read(writeListState(type, odd)).unreadable).toBe(text);
  }
});

test('parameters that are named like a column of choices are conditions', () => {
  expect(read('?statusId=a,b').filter).toEqual({ field: 'statusId', op: 'anyOf', value: ['a', 'b'] });
  expect(read('?filter=city:is:Cali&ownerId=me').filter).toEqual({
    and: [
      { field: 'city', op: 'is', value: 'Cali' },
      { field: 'ownerId', op: 'anyOf', value: ['me'] },
    ],
  });
});

test('sort keys of the API are columns', () => {
  expect(read('?sort=-name').sorts).toEqual(['-fullName']);
});

test('a changed filter starts at the first page', () => {
  expect(changeList(state, { q: '' })).toEqual({ ...state, q: '', page: 1 });
  expect(changeList(state, { filter: undefined })).not.toHaveProperty('filter');
});

test('the question contains the list’s filters and nothing empty', () => {
  expect(listQuestion(read(''))).toEqual({ limit: 25, sorts: [{ field: 'createdAt', descending: true }] });
  expect(listQuestion(state)).toEqual({
    q: 'maría lópez',
    filter,
    teamOf: 'ana',
    sorts: [
      { field: 'statusId', descending: false },
      { field: 'score', descending: true },
      { field: 'fullName', descending: false },
    ],
    limit: 50,
    offset: 100,
  });
  expect(isNarrowed(read(''))).toBe(false);
  expect(isNarrowed(state)).toBe(true);
  expect(selectionOf({ ...state, q: ' ' })).toEqual({ filter, teamOf: 'ana' });
});

test('the ids of a field are those of its condition', () => {
  expect(idsFor(filter, 'statusId')).toEqual(['new', 'open']);
  expect(idsFor({ or: filter.and }, 'statusId')).toBeUndefined();
  expect(withIds(filter, 'statusId', [])).toEqual(filter.and[1]);
  expect(withIds({ or: filter.and }, 'statusId', ['a'])).toEqual({
    and: [{ or: filter.and }, { field: 'statusId', op: 'anyOf', value: ['a'] }],
  });
});
