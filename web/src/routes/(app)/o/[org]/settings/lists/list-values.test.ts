import { expect, test } from 'vitest';
import type { StatusList } from '#contract/status-list.ts';
import { listBody, listValues, mergeList } from './list-values.ts';

const list: StatusList = {
  version: 3,
  list: 'vendorStatuses',
  items: [
    {
      id: 'active',
      name: 'Active',
      names: { en: 'Active', es: 'Activo' },
      meaning: 'active',
      isDefault: true,
    },
    { id: 'inactive', name: 'Asleep', meaning: 'inactive' },
    { id: 'old', name: 'Old', meaning: 'inactive', retired: true },
  ],
  usedBy: [],
};

test('only changed names are sent, so that built-in names keep following the user’s language', () => {
  const values = listValues(list, ({ name, names }) => names?.es ?? name, true);
  expect(values.items.map(({ name }) => name)).toEqual(['Activo', 'Asleep']);
  values.items[1]!.name = 'En pausa';
  expect(listBody(values).items).toEqual([
    { id: 'active', color: null, meaning: 'active', isDefault: true },
    { id: 'inactive', name: 'En pausa', color: null, meaning: 'inactive' },
  ]);
});

test('a list of sources can have no default, and has none after its default was removed by someone else', () => {
  const items = ['website', 'referral'].map((id) => ({ id, name: id, isDefault: id === 'website' }));
  const sources = { ...list, list: 'leadSources', items };
  const values = listValues(sources, ({ name }) => name, false);
  expect(values.defaultKey).toBe('website');
  expect(listBody({ ...values, defaultKey: '' }).items).toEqual([
    { id: 'website', color: null },
    { id: 'referral', color: null },
  ]);
  const theirs = { ...values, items: values.items.slice(1), defaultKey: '' };
  expect(mergeList(values, values, theirs).defaultKey).toBe('');
});

test('someone else’s concurrent changes are kept beside the input', () => {
  const base = listValues(list, ({ name, names }) => names?.en ?? name, true);
  const mine = structuredClone(base);
  mine.items[1]!.name = 'Mine';
  mine.items.push({ key: 'x', name: 'New', named: '', color: '', meaning: 'active' });
  const theirs = structuredClone(base);
  theirs.items[0]!.color = 'red';
  theirs.items.push({ key: 'e-1', id: 'e-1', name: 'Theirs', named: 'Theirs', color: '', meaning: 'active' });
  const both = mergeList(base, mine, theirs);
  expect(both.items.map(({ name, color }) => [name, color])).toEqual([
    ['Active', 'red'],
    ['Mine', ''],
    ['New', ''],
    ['Theirs', ''],
  ]);
  expect(both.defaultKey).toBe('active');
});
