import { expect, test } from 'vitest';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { FilterDraft } from './filter-draft.svelte.ts';

const city = (value: string): Condition => ({ field: 'city', op: 'is', value });
const active: Condition = { field: 'statusId', op: 'anyOf', value: ['active'] };
const kinds: Record<string, 'text' | 'choice'> = { city: 'text', statusId: 'choice' };

/** A draft, and the filters that it sent. */
function draftOf(filter?: Filter, isNested = false) {
  const sent: { filter: Filter | undefined; replace: boolean }[] = [];
  let typed: (() => unknown) | undefined;
  const draft = new FilterDraft(filter, {
    kindOf: (field) => kinds[field],
    send: (next, { replace }) => void sent.push({ filter: next, replace }),
    typing: { schedule: (action) => (typed = action), cancel: () => (typed = undefined) },
    isNested: () => isNested,
  });
  return { draft, sent, pause: () => typed?.(), filters: () => sent.map((one) => one.filter) };
}

test('an incomplete condition is sent when it gets a value, and dropped when its editor closes without one', () => {
  const { draft, filters, pause } = draftOf(active);
  draft.add({ field: 'city', op: 'is' });
  expect(draft.editing).toBe('1');
  expect(draft.members).toHaveLength(2);
  draft.change([1], city('Cali'), true);
  expect(filters()).toEqual([]);
  pause();
  expect(filters()).toEqual([{ and: [active, city('Cali')] }]);
  draft.change([1], { field: 'city', op: 'is' }, true);
  expect(draft.close()).toBe(true);
  expect(filters().at(-1)).toEqual(active);
  expect(draft.members).toEqual([active]);
});

test('closing an editor sends what was typed last', () => {
  const { draft, filters } = draftOf(city('Cali'));
  draft.open('0');
  draft.change([0], city('Lima'), true);
  draft.close();
  expect(filters()).toEqual([city('Lima')]);
});

test('the changes of one editor are one step back', () => {
  const { draft, sent } = draftOf(active);
  draft.open('0');
  for (const value of [['active', 'new'], ['new']]) draft.change([0], { ...active, value }, false);
  expect(sent.map(({ replace }) => replace)).toEqual([false, true]);
  draft.remove([0]);
  expect(sent.at(-1)).toEqual({ filter: undefined, replace: false });
});

test('a condition is added beside alternatives on one column, and to alternatives on several', () => {
  const cities: Filter = { or: [city('Cali'), city('Lima')] };
  const same = draftOf(cities);
  same.draft.add(active);
  expect(same.filters()).toEqual([{ and: [cities, active] }]);
  const several = draftOf({ or: [city('Cali'), active] });
  several.draft.add(city('Lima'));
  expect(several.filters()).toEqual([{ or: [city('Cali'), active, city('Lima')] }]);
});

test('alternatives are added to alternatives without a group of their own', () => {
  const { draft, filters } = draftOf({ or: [city('Cali'), active] }, true);
  draft.add({ or: [city('Lima'), city('Quito')] });
  expect(filters()).toEqual([{ or: [city('Cali'), active, city('Lima'), city('Quito')] }]);
});

test('groups are created, switched, left and dissolved', () => {
  const { draft, filters } = draftOf({ and: [city('Cali'), active] });
  draft.add(city('Lima'), 0);
  expect(filters().at(-1)).toEqual({ and: [{ or: [city('Cali'), city('Lima')] }, active] });
  draft.switchKind(0);
  expect(filters().at(-1)).toEqual({ and: [{ and: [city('Cali'), city('Lima')] }, active] });
  draft.moveOut([0, 0]);
  expect(filters().at(-1)).toEqual({ and: [city('Lima'), city('Cali'), active] });
  draft.groupWithNext(0);
  expect(filters().at(-1)).toEqual({ and: [{ or: [city('Lima'), city('Cali')] }, active] });
  draft.ungroup(0);
  draft.switchKind();
  expect(filters().at(-1)).toEqual({ or: [city('Lima'), city('Cali'), active] });
});

test('a filter beside a hidden condition nests no deeper than the service accepts', () => {
  const { draft } = draftOf({ and: [city('Cali'), active] }, true);
  expect([draft.canGroup, draft.canSwitch]).toEqual([true, true]);
  draft.groupWithNext(0);
  expect(draft.canSwitch).toBe(false);
  const alternatives = draftOf({ or: [city('Cali'), active] }, true).draft;
  expect([alternatives.canGroup, alternatives.canSwitch]).toEqual([false, true]);
});

test('the filter of the address is shown unless the draft sent it', () => {
  const { draft, sent } = draftOf(active);
  draft.add({ field: 'city', op: 'is' });
  draft.change([0], { ...active, op: 'noneOf' }, false);
  draft.take(sent.at(-1)?.filter);
  expect(draft.members).toHaveLength(2);
  draft.take(city('Lima'));
  expect(draft.members).toEqual([city('Lima')]);
});

test('a condition on a column that no longer exists is kept, so that it can be removed', () => {
  const gone: Condition = { field: 'custom.gone', op: 'is', value: 'x' };
  const { draft, filters } = draftOf({ and: [gone, active] });
  draft.remove([1]);
  expect(filters()).toEqual([gone]);
});
