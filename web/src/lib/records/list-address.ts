import { writeListState, type ListState } from './list-state.ts';
import type { RecordBasics } from './record-basics.ts';

/** The query string of a list's URL. Record types with a board show the board unless the query has `view=list`. */
export function listSearch(
  view: Pick<RecordBasics, 'type' | 'hasBoard'>,
  list: Partial<ListState>,
  board = false,
): string {
  const search = writeListState(view.type, list);
  return view.hasBoard && !board ? `${search || '?'}${search ? '&' : ''}view=list` : search;
}
