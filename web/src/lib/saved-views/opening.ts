import type { View } from '#contract/view.ts';
import { queryClient } from '#lib/api/query-client.ts';
import type { RecordBasics } from '#lib/records/record-basics.ts';
import type { RecordView } from '#lib/records/view.ts';
import { cachedViews, viewQuery, viewsQuery, type ViewList } from './queries.ts';
import { hasOwnState, isBoard, viewIdIn, type Query } from './view-state.ts';

/** What an address opens: a list or board, the view that the user opens first, or nothing, because its view isn't there. */
export type Opening = { board: boolean } | { viewId: string } | { isBlocked: true };
/** Identifies what pages load to `invalidate`. */
export const openingKey = 'cobalt:opening';
/** What is loaded of something. Undefined while it isn't. */
type Loaded<Data> = Data | 'failed' | undefined;

/** The layout that an address names, or else the one in which the records open. */
export const namedLayout = (query: Query, { opensBoard }: Pick<RecordBasics, 'opensBoard'>): string =>
  query.get('view') ?? (opensBoard ? 'board' : 'list');

/** What an address opens. Undefined if that depends on views that aren't loaded yet. */
export function openingOf(
  record: RecordView,
  query: Query,
  views: Loaded<ViewList>,
  found: Loaded<View>,
): Opening | undefined {
  const plain = { board: record.hasBoard && namedLayout(query, record) !== 'list' };
  const id = viewIdIn(query);
  const items = views && views !== 'failed' ? views.items : [];
  if (query.size === 0) {
    if (views === undefined) return undefined;
    const first = views === 'failed' ? undefined : views.defaults[record.name];
    return items.some((view) => view.id === first) ? { viewId: first ?? '' } : plain;
  }
  if (!id || hasOwnState(query)) return plain;
  const view = items.find((one) => one.id === id) ?? found;
  if (view === undefined) return undefined;
  return view === 'failed'
    ? { isBlocked: true }
    : { board: query.get('view') !== 'list' && isBoard(record, view) };
}

/** What an address opens, as far as the cache knows. */
export function cachedOpening(orgId: string, record: RecordView, query: Query): Opening | undefined {
  const failed = (queryKey: readonly unknown[]) =>
    queryClient.getQueryState(queryKey)?.status === 'error' ? ('failed' as const) : undefined;
  const { queryKey } = viewQuery(orgId, viewIdIn(query) ?? '');
  const views = cachedViews(orgId) ?? failed(viewsQuery(orgId).queryKey);
  // A view that was loaded before can have been deleted since.
  return openingOf(record, query, views, failed(queryKey) ?? queryClient.getQueryData(queryKey));
}

/** Loads the views that determine what an address opens. Failures remain in the cache. */
export async function loadOpening(orgId: string, query: Query): Promise<void> {
  const id = viewIdIn(query);
  const views = await queryClient.query(viewsQuery(orgId)).catch(() => undefined);
  if (!id || views?.items.some((view) => view.id === id)) return;
  await queryClient.query(viewQuery(orgId, id)).catch(() => undefined);
}
