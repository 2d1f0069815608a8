import { expect, test } from 'vitest';
import type { ListRows } from '#contract/lists/list-operations.ts';
import { noteOwnWrite, ownWrites, withOwnWrites, type OwnWrite } from './own-writes.ts';
import type { AnyRow } from './view.ts';

const row = (id: string, fullName: string, version = 1, rest = {}): AnyRow => ({
  id,
  version,
  fullName,
  createdAt: `2026-11-20T00:00:0${id}Z`,
  updatedAt: '2026-11-20T00:00:00Z',
  ...rest,
});
const page: ListRows<AnyRow> = { items: [row('1', 'Ana'), row('3', 'Óscar')], total: 2 };
const question = { sort: 'name', firstPage: true };
const write = (kind: OwnWrite['kind'], of: AnyRow): OwnWrite[] => [{ kind, row: of, at: 0 }];
const namesOf = (list: ListRows<AnyRow>) => list.items.map((item) => item.fullName);

test('a new record appears at its position before the index knows it', () => {
  const list = withOwnWrites(page, write('created', row('2', 'María')), question, 1);
  expect(namesOf(list)).toEqual(['Ana', 'María', 'Óscar']);
  expect(list.total).toBe(3);
});

test('sorted newest first it is at the top, and it is never appended to a list with more pages', () => {
  const newest = { ...question, sort: '-createdAt' };
  const reversed = { ...page, items: page.items.toReversed() };
  expect(namesOf(withOwnWrites(reversed, write('created', row('4', 'Zoë')), newest, 1))[0]).toBe('Zoë');
  const more = { ...page, nextCursor: 'x' };
  expect(namesOf(withOwnWrites(more, write('created', row('4', 'Zoë')), question, 1))).toEqual([
    'Ana',
    'Óscar',
  ]);
});

test('a deleted record is gone from list and count, and a stale row shows the written values', () => {
  const gone = withOwnWrites(page, write('deleted', row('1', 'Ana', 2)), question, 1);
  expect([namesOf(gone), gone.total]).toEqual([['Óscar'], 1]);
  expect(namesOf(withOwnWrites(page, write('changed', row('1', 'Anna', 2)), question, 1))).toEqual([
    'Anna',
    'Óscar',
  ]);
});

test('a row newer than an own write stays unchanged', () => {
  const newer = { ...page, items: [row('1', 'Anita', 5)] };
  expect(namesOf(withOwnWrites(newer, write('changed', row('1', 'Anna', 2)), question, 1))).toEqual([
    'Anita',
  ]);
});

test('after a while, own writes no longer change the answer', () => {
  expect(withOwnWrites(page, write('deleted', row('1', 'Ana', 2)), question, 60_000)).toBe(page);
});

test('a list that fits on one page is counted by its rows while the counter lags', () => {
  expect(withOwnWrites({ ...page, total: 9 }, [], question).total).toBe(2);
  expect(withOwnWrites({ ...page, total: 9, nextCursor: 'x' }, [], question).total).toBe(9);
});

test('an own write appears only in lists of its type and organization', () => {
  noteOwnWrite('north', 'customer', 'created', row('2', 'María'));
  const shown = (orgId: string, type: string) =>
    namesOf(withOwnWrites(page, ownWrites(orgId, type), question));
  expect(shown('north', 'customer')).toContain('María');
  expect(shown('north', 'vendor')).not.toContain('María');
  expect(shown('south', 'customer')).not.toContain('María');
});
