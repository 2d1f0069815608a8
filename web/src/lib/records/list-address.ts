import { writeListState, type ListState } from './list-state.ts';
import type { RecordBasics } from './record-basics.ts';

/** The query string of the URL of a list or board, which is named unless it is the one that opens first. */
export function listSearch(
  view: Pick<RecordBasics, 'type' | 'hasBoard' | 'opensBoard'>,
  list: Partial<ListState>,
  board = false,
): string {
  const search = writeListState(view.type, list);
  if (!view.hasBoard || board === view.opensBoard) return search;
  return `${search || '?'}${search ? '&' : ''}view=${board ? 'board' : 'list'}`;
}
