import { queryOptions } from '@tanstack/svelte-query';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { View } from '#contract/view.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { queues, withQueues } from './queues.ts';

/** The views that the user can choose from, and the IDs of those that they open first, by record type. */
export interface ViewList {
  items: View[];
  defaults: Record<string, string>;
}

const keptKey = (orgId: string): string => `cobalt.views ${orgId}`;
function keep(orgId: string, views: ViewList): ViewList {
  sessionStorage.setItem(keptKey(orgId), JSON.stringify(views));
  return views;
}
function kept(orgId: string): ViewList | undefined {
  const text = sessionStorage.getItem(keptKey(orgId));
  return text ? (JSON.parse(text) as ViewList) : undefined;
}

/** All views of the user, and the user's queues. After a reload, the previous ones are shown until the response arrives. */
export function viewsQuery(orgId: string) {
  const own = queues();
  return queryOptions({
    queryKey: [orgId, 'views'],
    queryFn: async ({ signal }) => keep(orgId, await client.views.list({ orgId }, { signal })),
    initialData: () => kept(orgId),
    initialDataUpdatedAt: 0,
    staleTime: 60_000,
    select: (views) => withQueues(views, own),
  });
}

/** A view that isn't in the user's list, such as one that was shared a moment ago. */
export const viewQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [orgId, 'views', id],
    queryFn: async ({ signal }) =>
      queues().find((queue) => queue.id === id) ?? client.views.get({ orgId, id }, { signal }),
    staleTime: 60_000,
  });

/** The cached views. Undefined until they are loaded. */
export function cachedViews(orgId: string): ViewList | undefined {
  const views = queryClient.getQueryData<ViewList>(viewsQuery(orgId).queryKey) ?? kept(orgId);
  return views && withQueues(views);
}

/** Adds a new or changed view to the cache, in the order of names. */
export function noteView(orgId: string, view: View): void {
  queryClient.setQueryData(viewQuery(orgId, view.id).queryKey, view);
  change(orgId, ({ items, defaults }) => ({
    items: [...items.filter(({ id }) => id !== view.id), view].sort((a, b) => a.name.localeCompare(b.name)),
    defaults,
  }));
}

export function noteRemoval(orgId: string, view: View): void {
  queryClient.removeQueries({ queryKey: viewQuery(orgId, view.id).queryKey });
  change(orgId, ({ items, defaults }) => ({
    items: items.filter(({ id }) => id !== view.id),
    defaults: Object.fromEntries(Object.entries(defaults).filter(([, id]) => id !== view.id)),
  }));
}

export const noteDefault = (orgId: string, recordType: RecordTypeName, id: string | null): void =>
  change(orgId, ({ items, defaults: { [recordType]: _before, ...others } }) => ({
    items,
    defaults: id === null ? others : { ...others, [recordType]: id },
  }));

function change(orgId: string, next: (views: ViewList) => ViewList): void {
  const views = cachedViews(orgId);
  if (views) queryClient.setQueryData(viewsQuery(orgId).queryKey, keep(orgId, next(views)));
}
