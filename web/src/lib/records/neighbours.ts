import { queryClient } from '#lib/api/query-client.ts';
import { lastSeenPage, rememberList, remembered, type CameFrom } from './came-from.ts';
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
  const page = lastSeenPage(list);
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
 * of these rows. For the first or the last of them, loads the rows before or after them first.
 */
export async function neighboursOf(
  orgId: string,
  view: RecordView,
  id: string,
): Promise<Neighbours | undefined> {
  let list = remembered(orgId, view);
  if (!list?.ids.includes(id)) return undefined;
  list = { ...list, currentId: id };
  rememberList(list);
  if (id === list.ids[0] && list.offset > 0) list = await withPreviousRows(orgId, view, list);
  if (id === list.ids.at(-1) && list.offset + list.ids.length < list.total)
    list = await withNextRows(orgId, view, list);
  const index = list.ids.indexOf(id);
  return {
    place: list.offset + index + 1,
    total: list.total,
    previousId: list.ids[index - 1],
    nextId: list.ids[index + 1],
  };
}

async function withPreviousRows(orgId: string, view: RecordView, list: CameFrom): Promise<CameFrom> {
  const { ids, offset, state } = list;
  const limit = Math.min(state.limit, offset);
  const before = await idsAt(orgId, view, list, { limit, offset: offset - limit });
  return remember({ ...list, ids: [...before, ...ids], offset: Math.max(0, offset - before.length) });
}

async function withNextRows(orgId: string, view: RecordView, list: CameFrom): Promise<CameFrom> {
  const { ids, offset, state } = list;
  // A page can have more or fewer rows than its size after records were created or deleted in this tab.
  const after = await idsAt(orgId, view, list, { limit: state.limit, offset: offset + ids.length });
  return remember({ ...list, ids: [...ids, ...after] });
}

/** IDs of rows of the list, without those that it contains already because records have moved. */
async function idsAt(
  orgId: string,
  view: RecordView,
  { state, ids }: CameFrom,
  rows: { limit: number; offset: number },
): Promise<string[]> {
  const { items } = await queryClient.query(listQuery(orgId, view, { ...state, page: 1, ...rows }));
  return items.map((row) => row.id).filter((id) => !ids.includes(id));
}

function remember(list: CameFrom): CameFrom {
  rememberList(list);
  return list;
}
