import type { DataTag, QueryKey } from '@tanstack/svelte-query';
import { queryClient } from './query-client.ts';

/** Options of a query, whose key has the type of the data. */
interface QueryOf<Data> {
  queryKey: DataTag<QueryKey, Data, Error>;
}

/** Changes the cached data of a query. The data are undefined until they are loaded. */
export async function changeCached<Data>(
  { queryKey }: QueryOf<Data>,
  change: (data: Data | undefined) => Data | undefined,
): Promise<void> {
  const isReloading =
    queryClient.getQueryData(queryKey) !== undefined &&
    queryClient.getQueryState(queryKey)?.fetchStatus === 'fetching';
  // The response to an earlier request would bring back the old version, and further changes would be refused.
  if (isReloading) await queryClient.cancelQueries({ queryKey, exact: true });
  queryClient.setQueryData<unknown, QueryKey, Data>(queryKey, change);
  // What that request was for, such as changes by others, is still to be loaded.
  if (isReloading) void queryClient.invalidateQueries({ queryKey, exact: true });
}

type Listed = { id: string } | { userId: string };

const idOf = (item: Listed): string => ('id' in item ? item.id : item.userId);

/** The order of lists that begin with the newest item. */
export const newestFirst = (one: { createdAt: string }, other: { createdAt: string }): number =>
  other.createdAt.localeCompare(one.createdAt);

/** The items with a changed one in its place, or with a new one at the end. */
export function withItem<Item extends Listed>(items: readonly Item[], item: Item): Item[] {
  const isKnown = items.some((other) => idOf(other) === idOf(item));
  return isKnown ? items.map((other) => (idOf(other) === idOf(item) ? item : other)) : [...items, item];
}

interface CachedList<Item> {
  /** The cached version of an item, which is newer than the one shown if an action has just changed it. */
  newest: (item: Item) => Item;
  /** Shows an item that was created or changed. */
  put: (item: Item) => Promise<void>;
  remove: (item: Listed) => Promise<void>;
  reload: () => Promise<void>;
}

/**
 * The cached list of a query. `compare` is the order in which the service lists the items, unless new ones come last.
 */
export function cachedList<Item extends Listed>(
  query: QueryOf<Item[]>,
  compare?: (one: Item, other: Item) => number,
): CachedList<Item> {
  const cached = () => queryClient.getQueryData<Item[]>(query.queryKey) ?? [];
  return {
    newest: (item) => cached().find((other) => idOf(other) === idOf(item)) ?? item,
    put: (item) =>
      changeCached(query, (items = []) => {
        const next = withItem(items, item);
        return compare && next.length > items.length ? next.toSorted(compare) : next;
      }),
    remove: (item) => changeCached(query, (items) => items?.filter((other) => idOf(other) !== idOf(item))),
    reload: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  };
}
