import { queryOptions, QueryObserver } from '@tanstack/svelte-query';
import { afterEach, expect, test } from 'vitest';
import { cachedList } from './cached-list.ts';
import { queryClient } from './query-client.ts';

interface Item {
  id: string;
  name: string;
}
const item = (id: string, name = id): Item => ({ id, name });
let respond: (items: Item[]) => void = () => undefined;
const itemsQuery = queryOptions({
  queryKey: ['cached list'],
  queryFn: () => new Promise<Item[]>((resolve) => (respond = resolve)),
});
const names = () => queryClient.getQueryData(itemsQuery.queryKey)?.map(({ name }) => name);
const show = (...items: Item[]) => queryClient.setQueryData(itemsQuery.queryKey, items);

afterEach(() => queryClient.clear());

test('a changed item replaces its earlier version, a new one comes last, and a removed one is gone', async () => {
  const list = cachedList(itemsQuery);
  show(item('a'), item('b'));
  await list.put(item('a', 'A'));
  await list.put(item('c'));
  expect(names()).toEqual(['A', 'b', 'c']);
  await list.remove(item('b'));
  expect(names()).toEqual(['A', 'c']);
});

test('a new item has its place in the order of the list, and a changed one keeps its own', async () => {
  const list = cachedList(itemsQuery, (one, other) => one.name.localeCompare(other.name));
  show(item('b'), item('d'));
  await list.put(item('c'));
  await list.put(item('b', 'z'));
  expect(names()).toEqual(['z', 'c', 'd']);
});

test('the first item of a list that isn’t loaded is shown', async () => {
  await cachedList(itemsQuery).put(item('a'));
  expect(names()).toEqual(['a']);
});

test('the newest version of an item is the cached one', () => {
  const list = cachedList(itemsQuery);
  show(item('a', 'A'));
  expect([list.newest(item('a')), list.newest(item('b'))]).toEqual([item('a', 'A'), item('b')]);
});

test('the response to a request before a change doesn’t bring back the old version', async () => {
  show(item('a'));
  const reading = queryClient.query({ ...itemsQuery, staleTime: 0 }).catch(() => undefined);
  await cachedList(itemsQuery).put(item('a', 'A'));
  respond([item('a')]);
  await reading;
  expect(names()).toEqual(['A']);
});

test('a reload that a change stops is made up for, because it was to show what others have changed', async () => {
  show(item('a'));
  const stop = new QueryObserver(queryClient, { ...itemsQuery, staleTime: 0 }).subscribe(() => undefined);
  await cachedList(itemsQuery).put(item('a', 'A'));
  respond([item('a', 'A'), item('b', 'by another')]);
  await expect.poll(names).toEqual(['A', 'by another']);
  stop();
});
