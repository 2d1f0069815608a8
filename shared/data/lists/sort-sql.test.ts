import { expect, test } from 'vitest';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import type { Organization } from '#contract/organization.ts';
import { contact } from '#contract/records/contact.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import { ListDatabase } from './list-database.ts';

const settings = { ...defaultLists('en'), currency: 'USD' } as Organization;

test('records are sorted by the lowest label of their ids, then those without a label, then those without ids', () => {
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
  expect(order(owner, { early: 'ana', late: 'zoe' }, true)).toBe('abcd');
  expect(order(tags, { a: 3, b: 10 }, false)).toBe('abcd');
  expect(order(tags, { a: 3, b: 10 }, true)).toBe('badc');
  database.close();
});

test('records with the same choice are next to each other, even if another choice has the same label', () => {
  const columns = columnsOf(contact, [], settings);
  const database = ListDatabase.create([...columns.values()]);
  const owners = ['ana1', 'ana2', 'gone1', undefined, 'gone2'];
  const records = Array.from({ length: 40 }, (_, place) => {
    const ownerId = owners[place % owners.length];
    return { id: String(place).padStart(2, '0'), ...(ownerId ? { ownerId } : {}) };
  });
  database.put(records.map((source) => ({ id: source.id, source, body: '{}', searchText: '' })));
  const labels = new Map([
    ['ana1', 'ana'],
    ['ana2', 'ana'],
  ]);
  for (const isDescending of [false, true]) {
    const sorts = [
      { column: columns.get('ownerId')!, isDescending, labels },
      { column: columns.get('createdAt')!, isDescending: false },
    ];
    const found: (string | undefined)[] = [];
    for (let after; found.length < records.length;) {
      const page = database.answer({ reach: 'all', sorts, limit: 7, after });
      found.push(...page.rows.map(({ id }) => records.find((one) => one.id === id)?.ownerId));
      after = page.rows.at(-1)!.position;
    }
    const runs = found.filter((owner, place) => place === 0 || owner !== found[place - 1]);
    expect(runs).toHaveLength(owners.length);
    expect(runs.slice(0, 2).toSorted()).toEqual(['ana1', 'ana2']);
  }
  database.close();
});
