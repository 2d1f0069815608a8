import type { ListState } from './list-state.ts';
import type { RecordBasics } from './record-basics.ts';

/** The loaded part of the list that a record was opened from, for links to the previous and next record. */
export interface CameFrom {
  orgId: string;
  plural: string;
  /** Query string of the list's URL. */
  search: string;
  state: ListState;
  ids: string[];
  /** Number of rows in the list before the first one in `ids`. */
  offset: number;
  total: number;
  /** The record that was opened last. */
  currentId?: string;
}

const key = 'cobalt.came-from';

export function rememberList(list: CameFrom): void {
  sessionStorage.setItem(key, JSON.stringify(list));
}

export function remembered(orgId: string, view: RecordBasics): CameFrom | undefined {
  const stored = sessionStorage.getItem(key);
  const list = stored ? (JSON.parse(stored) as CameFrom) : undefined;
  return list?.orgId === orgId && list.plural === view.plural ? list : undefined;
}

/** The record that was opened last from the list. */
export const lastOpened = (orgId: string, view: RecordBasics): string | undefined =>
  remembered(orgId, view)?.currentId;

/** The page of the list with the record that was opened last. */
export function lastSeenPage({ ids, currentId = '', offset, state }: CameFrom): number {
  return Math.floor((offset + Math.max(0, ids.indexOf(currentId))) / state.limit) + 1;
}
