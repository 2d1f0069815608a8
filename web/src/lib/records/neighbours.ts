import { queryClient } from '#lib/api/query-client.ts';
import { rememberList, remembered, type CameFrom } from './came-from.ts';
import { readableQuery } from './filter-address.ts';
import { listQuery } from './record-cache.ts';
import type { RecordView } from './view.ts';

/**
 * The query string of the list that a record of this type was opened from, on the page with the record that was opened
 * last. Empty if no such list is remembered.
 */
export function returnSearch(orgId: string, view: RecordView): string {
  const list = remembered(orgId, view);
  if (!list) return '';
  const index = Math.max(0, list.ids.indexOf(list.currentId ?? ''));
  const page = Math.floor((list.offset + index) / list.state.limit) + 1;
  const query = new URLSearchParams(list.search);
  if (page > 1) query.set('page', String(page));
  else query.delete('page');
  return query.size > 0 ? `?${readableQuery(query)}` : '';
}

export interface Neighbours {
  /** Position in the list, starting with 1. */
  place: number;
  total: number;
  previousId: string | undefined;
  nextId: string | undefined;
}

/**
 * A record's position and its neighbors among the loaded rows of the list it was opened from; undefined if it isn't one
 * of these rows. For the last of them, loads the list's next page first.
 */
export async function neighboursOf(
  orgId: string,
  view: RecordView,
  id: string,
): Promise<Neighbours | undefined> {
  let list = remembered(orgId, view);
  const index = list?.ids.indexOf(id) ?? -1;
  if (!list || index < 0) return undefined;
  list = { ...list, currentId: id };
  rememberList(list);
  const isLast = index === list.ids.length - 1 && list.offset + list.ids.length < list.total;
  if (isLast) list = await withNextPage(orgId, view, list);
  return {
    place: list.offset + index + 1,
    total: list.total,
    previousId: list.ids[index - 1],
    nextId: list.ids[index + 1],
  };
}

async function withNextPage(orgId: string, view: RecordView, list: CameFrom): Promise<CameFrom> {
  const { state, offset, ids } = list;
  const next = { ...state, page: (offset + ids.length) / state.limit + 1 };
  const page = await queryClient.query(listQuery(orgId, view, next));
  const longer = { ...list, ids: [...ids, ...page.items.map((row) => row.id)] };
  rememberList(longer);
  return longer;
}
