import { queryOptions } from '@tanstack/svelte-query';
import type { ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { askAgain } from '#lib/api/ask-again.ts';
import type { CallOptions } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { isNarrowed, listQuestion, usualSort, type ListState } from './list-state.ts';
import { ownWrites, withOwnWrites } from './own-writes.ts';
import { withPending } from './pending-edits.ts';
import { refuseUnreadable } from './unreadable-filter.ts';
import type { AnyRecord, AnyRow } from './record-client.ts';
import type { RecordBasics } from './record-basics.ts';

export const listKey = (orgId: string, view: RecordBasics) => [orgId, view.plural, 'list'];
/** Key of lists whose rows contain values that follow from others, such as the outcome of a deal. */
export const completeKey = (orgId: string, view: RecordBasics) => [...listKey(orgId, view), 'complete'];
/** Key of the records of a type that wait for the user. */
export const waitingKey = (orgId: string, view: RecordBasics) => [...listKey(orgId, view), 'waiting'];
/** Key of the summaries below the columns of lists. */
export const footersKey = (orgId: string, view: RecordBasics) => [...listKey(orgId, view), 'footers'];
export const recordKey = (orgId: string, view: RecordBasics, id: string) => [
  orgId,
  view.plural,
  'record',
  id,
];

interface PlainList {
  limit?: number;
  sort?: string;
  cursor?: string | undefined;
}

/** A page of all records, with this tab's recent writes and pending edits applied. */
export async function readAll(
  orgId: string,
  view: RecordBasics,
  { cursor, ...order }: PlainList,
  options: CallOptions = {},
): Promise<ListRows<AnyRow>> {
  const input = {
    orgId,
    ...order,
    ...(cursor ? { cursor } : currentUntil(laggingUntil(orgId))),
  };
  const page = await view.client.list(input, options);
  // Lists that were read from the list database have a time, and include all answered writes.
  const own = page.asOf ? page : withOwnWrites(page, ownWrites(orgId, view.name));
  return { ...own, items: own.items.map((row) => withPending(row)) };
}

/** A page of a list. `groupBy` is the column by which the rows are grouped. */
interface ListedRows extends ListRows<AnyRow> {
  groupBy?: string;
}

/**
 * A page of a list. The default list is read from an index, which costs less than a question, unless `isComplete`
 * records are needed.
 */
async function readList(
  orgId: string,
  view: RecordBasics,
  state: ListState,
  { isComplete, ...options }: CallOptions & { isComplete: boolean },
): Promise<ListedRows> {
  refuseUnreadable(state);
  const { limit, groupBy } = state;
  if (isDefault(view, state) && !isComplete) return readAll(orgId, view, { limit }, options);
  const page = await ask(orgId, view, listQuestion(state), options);
  return { ...page, ...(groupBy ? { groupBy } : {}) };
}

/** What a question finds, with this tab's recent writes and pending edits. */
async function ask(orgId: string, view: RecordBasics, question: ListQuestion, options: CallOptions) {
  const { current } = currentUntil(laggingUntil(orgId));
  const body = { ...question, ...(current ? { current: true as const } : {}) };
  const page = await view.client.query({ orgId, body }, options);
  return { ...page, items: page.items.map((row) => withPending(row)) };
}

const isDefault = ({ type }: RecordBasics, state: ListState): boolean =>
  !isNarrowed(state) &&
  !state.groupBy &&
  listQuestion(state).offset === undefined &&
  state.sorts.join() === usualSort(type);

/** A page of a list. `isComplete`: whether a column is shown that the rows of the default list lack. */
export const listQuery = (orgId: string, view: RecordBasics, state: ListState, isComplete = false) =>
  queryOptions({
    queryKey: [
      ...(isComplete ? completeKey(orgId, view) : listKey(orgId, view)),
      listQuestion(state),
      ...(state.unreadable === undefined ? [] : [{ unreadable: state.unreadable }]),
      ...(state.groupBy ? [{ groupBy: state.groupBy }] : []),
    ],
    queryFn: ({ signal }) => readList(orgId, view, state, { signal, isComplete }),
    // Refetches a list when it is opened, because other users write too, and permissions can change.
    refetchOnMount: 'always' as const,
    refetchInterval: view.type.hasAnswers ? askAgain.list : (false as const),
  });

const relatedShown = 5;
/** The first related records of a record, and their total number. */
export type RelatedRows = Pick<ListRows<AnyRow>, 'items' | 'total'>;

/** Reads the first records that refer to a record in the field `by`, and their total number. */
export const relatedQuery = (orgId: string, view: RecordBasics, by: string, id: string) =>
  queryOptions({
    queryKey: [...listKey(orgId, view), 'related', by, id],
    queryFn: ({ signal }): Promise<RelatedRows> =>
      view.client.list({ orgId, [by]: [id], limit: relatedShown, sort: view.type.defaultSort }, { signal }),
    staleTime: 5_000,
  });

export const recordQuery = (orgId: string, view: RecordBasics, id: string) =>
  queryOptions({
    queryKey: recordKey(orgId, view, id),
    queryFn: async ({ signal }) => {
      const record = await view.client.get({ orgId, id }, { signal });
      // The response can be older than the cached record if a write from this tab completed after the request was sent.
      const shown = queryClient.getQueryData<AnyRecord>(recordKey(orgId, view, id));
      return withPending(shown && shown.version > record.version ? shown : record);
    },
    refetchInterval: view.type.hasAnswers ? askAgain.conversation : (false as const),
  });
