import type { Filter } from '#contract/lists/filter-tree.ts';
import { withUncounted } from '#lib/analytics/uncounted.ts';
import type { RecordBasics } from '../record-basics.ts';
import { filterText, readableQuery } from '../filter-address.ts';
import { withIds } from '../list-state.ts';
import type { BoardQuestion } from './board-question.ts';

interface Summed {
  filter: Filter | undefined;
  q: string | undefined;
  teamOf: string | undefined;
}

/** The records that the sums of a board's columns are about. */
export function summedOf(
  { type: { board } }: Pick<RecordBasics, 'type'>,
  { filter, q, teamOf }: BoardQuestion,
  withinId: string | undefined,
): Summed {
  const within = board?.within;
  return { filter: within && withinId ? withIds(filter, within, [withinId]) : filter, q, teamOf };
}

/** The query of a list with what the sums of these columns leave out. */
export function uncountedLink(
  { type: { board } }: Pick<RecordBasics, 'type'>,
  { filter, q, teamOf }: Summed,
  columnIds: readonly string[],
): string {
  const all = withUncounted(withIds(filter, board?.by ?? '', columnIds));
  const parameters = new URLSearchParams({
    view: 'list',
    ...(all ? { filter: filterText(all) } : {}),
    ...(q ? { q } : {}),
    ...(teamOf ? { teamOf } : {}),
  });
  return `?${readableQuery(parameters)}`;
}
