import { expect, test } from 'vitest';
import type { View } from '#contract/view.ts';
import { allRecords, changeList, usualSort, withoutFilters } from '#lib/records/list-state.ts';
import { listSearch } from '#lib/records/list-address.ts';
import contact from '#lib/records/views/contact.ts';
import deal from '#lib/records/views/deal.ts';
import issue from '#lib/records/views/issue.ts';
import type { RecordView } from '#lib/records/view.ts';
import { openingOf } from './opening.ts';
import {
  hasOwnState,
  isSameList,
  listAt,
  searchOf,
  stateOf,
  viewQueryOf,
  shownView,
  withoutMissing,
  type Query,
} from './view-state.ts';

const { type } = contact;
const page = { limit: 25, page: 1 };
const view: View = {
  id: 'v1',
  version: 1,
  recordType: 'contact',
  name: 'Cali',
  layout: 'list',
  query: {
    q: 'ana',
    filter: { and: [{ field: 'city', op: 'is', value: 'Cali' }] },
    teamOf: 'me',
    sorts: [
      { field: 'fullName', descending: true },
      { field: 'createdAt', descending: false },
    ],
  },
  columns: [{ field: 'fullName', width: 220 }, { field: 'custom.gone' }],
  sharedWith: [],
  createdBy: 'u1',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  missingFields: [],
};
const at = (search: string): Query => new URLSearchParams(search);
const list = stateOf(type, view, page);

test('a list saved as a view and opened again is the same list', () => {
  expect(stateOf(type, { ...view, query: viewQueryOf(list) }, page)).toEqual(list);
  expect(list).toEqual({
    q: 'ana',
    filter: { field: 'city', op: 'is', value: 'Cali' },
    teamOf: 'me',
    sorts: ['-fullName', 'createdAt'],
    limit: 25,
    page: 1,
    viewId: 'v1',
  });
});

test('a view isn’t grouped by a column that can’t divide it, and shows the sorts that a list sends', () => {
  const grouped = (groupBy: string) => {
    const sorts = ['fullName', 'score', 'city'].map((field) => ({ field, descending: false }));
    return stateOf(type, { ...view, groupBy, query: { sorts } }, page);
  };
  expect(grouped('ownerId')).toMatchObject({ groupBy: 'ownerId', sorts: ['fullName', 'score'] });
  for (const name of ['tagIds', 'city', 'gone']) {
    expect(grouped(name), name).not.toHaveProperty('groupBy');
    expect(grouped(name).sorts, name).toEqual(['fullName', 'score', 'city']);
  }
});

test('an address that only names a view shows the view, on any page', () => {
  expect(listAt(type, at('saved=v1'), view, false)).toEqual(list);
  expect(listAt(type, at('saved=v1&page=3&limit=50'), view, false)).toEqual({ ...list, page: 3, limit: 50 });
  expect(searchOf(contact, view, { ...list, page: 3 }, false)).toBe('?saved=v1&page=3');
});

test('the address of a changed view carries its state, also if nothing narrows or sorts the list any more', () => {
  const changed = { ...withoutFilters(list), sorts: [usualSort(type)] };
  const search = searchOf(contact, view, changed, false);
  expect(search).toBe('?saved=v1&sort=fullName');
  expect(hasOwnState(at(search))).toBe(true);
  expect(listAt(type, at(search), view, false)).toEqual(changed);
});

test('a view counts as changed if its search, filter, team or order differs, and not for another page', () => {
  const isSame = (change: object) => isSameList(type, changeList(list, change), view);
  expect(isSame({ limit: 100 })).toBe(true);
  expect(isSameList(type, { ...list, page: 4 }, view)).toBe(true);
  for (const change of [
    { q: '' },
    { filter: undefined },
    { teamOf: undefined },
    { sorts: ['createdAt', '-fullName'] },
  ])
    expect(isSame(change), JSON.stringify(change)).toBe(false);
});

test('changes that are undone lead back to the address of the view', () => {
  const changed = changeList(list, { q: 'luis' });
  expect(searchOf(contact, view, changed, false)).toContain('q=luis');
  expect(searchOf(contact, view, changeList(changed, { q: 'ana' }), false)).toBe('?saved=v1');
});

test('a view without its missing fields keeps everything else, and groups that become empty disappear', () => {
  const city = { field: 'city', op: 'is' as const, value: 'Cali' };
  const gone = { field: 'custom.gone', op: 'isEmpty' as const };
  const missing: View = {
    ...view,
    missingFields: ['custom.gone'],
    groupBy: 'custom.gone',
    footers: [{ field: 'custom.gone', measure: 'sum' }],
    query: {
      filter: { and: [city, { or: [gone, gone] }, { or: [gone, city] }] },
      sorts: [{ field: 'custom.gone', descending: false }],
    },
  };
  const rest = withoutMissing(missing);
  expect(rest).toMatchObject({
    query: { filter: { and: [city, city] }, sorts: [] },
    columns: [{ field: 'fullName', width: 220 }],
    footers: [],
  });
  expect(rest).not.toHaveProperty('groupBy');
  const all = { ...missing, query: { filter: gone }, columns: [{ field: 'custom.gone' }] };
  expect(withoutMissing(all).query).not.toHaveProperty('filter');
  expect(withoutMissing(all)).not.toHaveProperty('columns');
  expect(withoutMissing(view)).toBe(view);
});

test('a view is shown with its conditions on missing fields, without which it would contain other records', () => {
  const gone = { field: 'custom.gone', op: 'isEmpty' as const };
  const sorts = [{ field: 'custom.gone', descending: false }];
  const missing: View = { ...view, missingFields: ['custom.gone'], query: { filter: gone, sorts } };
  expect(shownView(missing).query).toEqual({ filter: gone, sorts: [] });
});

test('with a default view, all records have an address of their own, which they keep when filters are cleared', () => {
  const all = listAt(type, at('filter=city:is:Cali'), undefined, true);
  expect(all.viewId).toBe(allRecords);
  expect(searchOf(contact, undefined, withoutFilters(all), false)).toBe('?saved=all');
  expect(listAt(type, at(''), undefined, false)).not.toHaveProperty('viewId');
});

const views = { items: [view], defaults: { contact: 'v1' } };
test('the list without parameters opens the default view once views are loaded', () => {
  expect(openingOf(contact, at(''), undefined, undefined)).toBeUndefined();
  expect(openingOf(contact, at(''), views, undefined)).toEqual({ viewId: 'v1' });
  expect(openingOf(contact, at(''), { ...views, items: [] }, undefined)).toEqual({ board: false });
  expect(openingOf(contact, at(''), 'failed', undefined)).toEqual({ board: false });
  for (const search of ['saved=all', 'statusId=new', 'page=2'])
    expect(openingOf(contact, at(search), views, undefined), search).toEqual({ board: false });
});

test('records open as a list unless their type opens as a board, and the address of the other one names it', () => {
  const none = { items: [], defaults: {} };
  const opens = (record: RecordView, search: string) => openingOf(record, at(search), none, undefined);
  expect(opens(deal, '')).toEqual({ board: true });
  expect(opens(deal, 'view=list')).toEqual({ board: false });
  expect(opens(issue, '')).toEqual({ board: false });
  expect(opens(issue, 'view=board')).toEqual({ board: true });
  expect(opens(contact, 'view=board')).toEqual({ board: false });
  expect([listSearch(deal, {}, true), listSearch(deal, {}, false)]).toEqual(['', '?view=list']);
  expect([listSearch(issue, {}, true), listSearch(issue, {}, false)]).toEqual(['?view=board', '']);
});

test('a view opens as a list or as a board, and one that is not there opens nothing', () => {
  const board = { ...view, recordType: 'deal' as const, layout: 'board' as const };
  const of = (layout: 'list' | 'board', search = 'saved=v1') =>
    openingOf(deal, at(search), { items: [{ ...board, layout }], defaults: {} }, undefined);
  expect(of('board')).toEqual({ board: true });
  expect(of('list')).toEqual({ board: false });
  expect(of('board', 'saved=v1&view=list')).toEqual({ board: false });
  expect(of('list', 'saved=v1&sort=value')).toEqual({ board: true });
  expect(openingOf(contact, at('saved=v2'), views, undefined)).toBeUndefined();
  expect(openingOf(contact, at('saved=v2'), views, { ...view, id: 'v2' })).toEqual({ board: false });
  expect(openingOf(contact, at('saved=v2'), views, 'failed')).toEqual({ isBlocked: true });
});

test('switching from a list to a board, or back, changes a view', () => {
  const board: View = { ...view, recordType: 'deal', layout: 'board', query: {} };
  const deals = stateOf(deal.type, board, page);
  expect(searchOf(deal, board, deals, true)).toBe('?saved=v1');
  expect(searchOf(deal, board, deals, false)).toMatch(/^\?saved=v1&sort=.*&view=list$/);
  expect(searchOf(deal, { ...board, layout: 'list' }, deals, true)).toMatch(/^\?saved=v1&sort=/);
});
