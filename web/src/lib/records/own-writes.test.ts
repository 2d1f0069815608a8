import { expect, test } from 'vitest';
import type { ListRows } from '#contract/lists/list-operations.ts';
import { noteOwnWrite, ownWrites, withOwnWrites, type OwnWrite } from './own-writes.ts';
import type { AnyRow } from './record-client.ts';

const row = (id: string, fullName: string, version = 1): AnyRow => ({
  id,
  version,
  fullName,
  createdAt: `2026-11-20T00:00:0${id}Z`,
  updatedAt: '2026-11-20T00:00:00Z',
});
const page: ListRows<AnyRow> = { items: [row('1', 'Ana'), row('3', 'Óscar')], total: 27 };
const write = (of: AnyRow, isDeleted = false): OwnWrite[] => [{ row: of, isDeleted, at: 0 }];
const namesOf = (list: ListRows<AnyRow>) => list.items.map((item) => item.fullName);

test('a deleted record is gone from list and count, and a stale row shows the written values', () => {
  const gone = withOwnWrites(page, write(row('1', 'Ana', 2), true), 1);
  expect([namesOf(gone), gone.total]).toEqual([['Óscar'], 26]);
  expect(namesOf(withOwnWrites(page, write(row('1', 'Anna', 2)), 1))).toEqual(['Anna', 'Óscar']);
});

test('a row newer than an own write stays unchanged', () => {
  const newer = { ...page, items: [row('1', 'Anita', 5)] };
  expect(namesOf(withOwnWrites(newer, write(row('1', 'Anna', 2)), 1))).toEqual(['Anita']);
});

test('after a while, own writes no longer change the answer', () => {
  expect(withOwnWrites(page, write(row('1', 'Ana', 2), true), 60_000)).toBe(page);
});

test('an own write appears only in lists of its type and organization', () => {
  noteOwnWrite('north', 'customer', row('1', 'María', 2), false);
  const shown = (orgId: string, type: string) => namesOf(withOwnWrites(page, ownWrites(orgId, type)));
  expect(shown('north', 'customer')).toContain('María');
  expect(shown('north', 'vendor')).not.toContain('María');
  expect(shown('south', 'customer')).not.toContain('María');
});
