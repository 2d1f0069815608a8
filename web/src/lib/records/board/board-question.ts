import { queryOptions } from '@tanstack/svelte-query';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { client, type CallOptions } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { boardLaggingUntil, currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { changeList, idsFor, selectionOf, withIds, type ListState } from '../list-state.ts';
import { refuseUnreadable } from '../unreadable-filter.ts';
import type { AnyRecord, AnyRow } from '../record-client.ts';
import type { RecordBasics } from '../record-basics.ts';
import type { Column } from './columns.ts';

const cardsTogether = 50;

/** Which records a board shows. `q` is the search text. */
export interface BoardQuestion {
  /** The ID of the pipeline whose stages are the columns. */
  withinId?: string | undefined;
  q?: string;
  filter?: Filter;
  /** A filter that can't be read. The board is then refused. */
  unreadable?: string;
  teamOf?: string;
}

type Input = Record<string, unknown>;
type CardPage = { items: AnyRow[]; nextCursor?: string };
type AnsweredColumn = { count: number; sumMinor?: number; weightedMinor?: number; cards: CardPage } & Input;
type AnsweredBoard = { columns: AnsweredColumn[] } & Input;

/** The operations of record types that have a board. Those with ranks have `move`. */
interface BoardClient {
  board: (input: Input, options?: CallOptions) => Promise<AnsweredBoard>;
  queryBoard: (input: Input, options?: CallOptions) => Promise<AnsweredBoard>;
  list: (input: Input, options?: CallOptions) => Promise<CardPage>;
  move: (input: Input, options?: CallOptions) => Promise<AnyRecord>;
}

export const boardClient = ({ plural }: Pick<RecordBasics, 'plural'>): BoardClient =>
  client[plural as keyof typeof client] as unknown as BoardClient;

/** A condition on the pipeline chooses which one the board shows. */
export function questionOf({ type: { board } }: RecordBasics, list: ListState): BoardQuestion {
  const { unreadable } = list;
  const within = board?.within;
  return {
    ...(within === undefined ? {} : { withinId: idsFor(list.filter, within)?.[0] }),
    ...(unreadable === undefined ? {} : { unreadable }),
    ...selectionOf(
      within === undefined ? list : changeList(list, { filter: withIds(list.filter, within, []) }),
    ),
  };
}

/** Whether a board shows all records. The totals of deals then come from counters, which costs less. */
const isWhole = ({ q, filter, teamOf }: BoardQuestion): boolean => !(q ?? filter ?? teamOf);

const withinOf = ({ type: { board } }: RecordBasics, { withinId }: BoardQuestion): Input =>
  board?.within && withinId ? { [board.within]: withinId } : {};

export function boardQuery(orgId: string, view: RecordBasics, question: BoardQuestion) {
  const queryKey = [orgId, view.plural, 'board', question] as const;
  // Moves are applied to responses until the question changes. Responses to others can lack them, also cached ones.
  const lagsUntil = laggingUntil(orgId);
  if (Date.now() < lagsUntil) queryClient.removeQueries({ queryKey: queryKey.slice(0, 3), type: 'inactive' });
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) =>
      readBoard(orgId, view, question, Math.max(lagsUntil, boardLaggingUntil(orgId)), { signal }),
    staleTime: 5_000,
  });
}

/** A board as the service answered. */
export interface BoardAnswer {
  /** The ID of the pipeline whose stages are the columns. */
  withinId?: string | undefined;
  columns: Column[];
}

async function readBoard(
  orgId: string,
  view: RecordBasics,
  question: BoardQuestion,
  lagsUntil: number,
  options: CallOptions,
): Promise<BoardAnswer> {
  const { unreadable, withinId: _withinId, ...selection } = question;
  if (unreadable !== undefined) refuseUnreadable({ unreadable });
  const { current } = currentUntil(lagsUntil);
  const asked = { ...withinOf(view, question), ...selection };
  const { board, queryBoard } = boardClient(view);
  const { board: { by = '', within = '' } = {} } = view.type;
  const answer = await (isWhole(question)
    ? board({ orgId, ...asked, ...(current ? { current } : {}) }, options)
    : queryBoard({ orgId, body: { ...asked, ...(current ? { current: true } : {}) } }, options));
  return {
    withinId: answer[within] as string | undefined,
    columns: answer.columns.map((column) => columnIn(by, column)),
  };
}

const columnIn = (
  by: string,
  { count, sumMinor, weightedMinor, cards, ...column }: AnsweredColumn,
): Column => ({
  id: String(column[by]),
  count,
  sums: sumMinor === undefined || weightedMinor === undefined ? undefined : { sumMinor, weightedMinor },
  cards: cards.items,
  nextCursor: cards.nextCursor,
});

/** The next cards of a column. */
export async function readCards(
  orgId: string,
  view: RecordBasics,
  question: BoardQuestion,
  { columnId, cursor }: { columnId: string; cursor: string },
): Promise<CardPage> {
  const { board: { by = '', sort = view.type.defaultSort } = {} } = view.type;
  const { queryBoard, list } = boardClient(view);
  if (isWhole(question)) return list({ orgId, [by]: [columnId], sort, limit: cardsTogether, cursor });
  const { withinId: _withinId, ...selection } = question;
  const body = { ...withinOf(view, question), ...selection, next: { [by]: columnId, cursor } };
  const { columns } = await queryBoard({ orgId, body });
  return columns[0]?.cards ?? { items: [] };
}
