import { expect, test } from 'vitest';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import type { Organization } from '#contract/organization.ts';
import { contact } from '#contract/records/contact.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import { ListDatabase } from './list-database.ts';

const settings = { ...defaultLists('en'), currency: 'USD' } as Organization;

test('records are sorted by the lowest label of their ids, and last in both directions without one', () => {
  const columns = columnsOf(contact, [], settings);
  const owner = columns.get('ownerId')!;
  const tags = columns.get('tagIds')!;
  const database = ListDatabase.create([...columns.values()]);
  const records = [
    { id: 'a', ownerId: 'late', tagIds: ['b', 'a'] },
    { id: 'b', ownerId: 'early', tagIds: ['b'] },
    { id: 'c', ownerId: 'unknown', tagIds: ['c'] },
    { id: 'd' },
  ];
  database.put(records.map((source) => ({ id: source.id, source, body: '{}', searchText: '' })));
  const order = (column: Column, labels: Record<string, string | number>, isDescending: boolean) => {
    const sorts = [{ column, isDescending, labels: new Map(Object.entries(labels)) }];
    const first = database.answer({ reach: 'all', sorts, limit: 1 });
    const after = first.rows[0]!.position;
    const rest = database.answer({ reach: 'all', sorts, limit: 5, after });
    return [...first.rows, ...rest.rows].map(({ id }) => id).join('');
  };
  expect(order(owner, { early: 'ana', late: 'zoe' }, false)).toBe('bacd');
  expect(order(owner, { early: 'ana', late: 'zoe' }, true)).toBe('abdc');
  expect(order(tags, { a: 3, b: 10 }, false)).toBe('abcd');
  expect(order(tags, { a: 3, b: 10 }, true)).toBe('badc');
  database.close();
});
