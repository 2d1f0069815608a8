import { queryOptions } from '@tanstack/svelte-query';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { client, type CallOptions } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { boardLaggingUntil, currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { changeList, idsFor, selectionOf, withIds, type ListState } from '../list-state.ts';
import { refuseUnreadable } from '../unreadable-filter.ts';
import type { AnyRow } from '../record-client.ts';

const cardsTogether = 50;

/** Which deals a board shows. `q` is the search text. */
export interface BoardQuestion {
  pipelineId?: string | undefined;
  q?: string;
  filter?: Filter;
  /** A filter that can't be read. The board is then refused. */
  unreadable?: string;
  teamOf?: string;
}

/** A condition on the pipeline chooses which one the board shows. */
export const questionOf = (list: ListState): BoardQuestion => ({
  pipelineId: idsFor(list.filter, 'pipelineId')?.[0],
  ...(list.unreadable === undefined ? {} : { unreadable: list.unreadable }),
  ...selectionOf(changeList(list, { filter: withIds(list.filter, 'pipelineId', []) })),
});

/** Whether a board shows all deals of its pipeline. Its totals then come from counters, which costs less. */
const isWhole = ({ q, filter, teamOf }: BoardQuestion): boolean => !(q ?? filter ?? teamOf);

export function boardQuery(orgId: string, plural: string, question: BoardQuestion) {
  // Moves are applied to responses until the question changes. Responses to others can lack them, also cached ones.
  const lagsUntil = laggingUntil(orgId);
  if (Date.now() < lagsUntil)
    queryClient.removeQueries({ queryKey: [orgId, plural, 'board'], type: 'inactive' });
  return queryOptions({
    queryKey: [orgId, plural, 'board', question],
    queryFn: ({ signal }) =>
      readBoard(orgId, question, Math.max(lagsUntil, boardLaggingUntil(orgId)), { signal }),
    staleTime: 5_000,
  });
}

export type BoardAnswer = Awaited<ReturnType<typeof readBoard>>;

async function readBoard(
  orgId: string,
  { pipelineId, unreadable, ...question }: BoardQuestion,
  lagsUntil: number,
  options: CallOptions,
) {
  if (unreadable !== undefined) refuseUnreadable({ unreadable });
  const { current } = currentUntil(lagsUntil);
  const pipeline = pipelineId ? { pipelineId } : {};
  if (isWhole(question))
    return client.deals.board({ orgId, ...pipeline, ...(current ? { current } : {}) }, options);
  const body = { ...pipeline, ...question, ...(current ? { current: true as const } : {}) };
  return client.deals.queryBoard({ orgId, body }, options);
}

/** The next cards of a stage. */
export async function readCards(
  orgId: string,
  { pipelineId, ...question }: BoardQuestion,
  next: { stageId: string; cursor: string },
): Promise<{ items: AnyRow[]; nextCursor?: string | undefined }> {
  const { stageId, cursor } = next;
  if (isWhole(question))
    return client.deals.list({ orgId, stageId: [stageId], sort: 'position', limit: cardsTogether, cursor });
  const body = { ...(pipelineId ? { pipelineId } : {}), ...question, next };
  const { columns } = await client.deals.queryBoard({ orgId, body });
  return columns[0]?.cards ?? { items: [] };
}
