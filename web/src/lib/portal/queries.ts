import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { askAgain } from '#lib/api/ask-again.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { inputOf, type Portal } from './portal.ts';

type Subject = Pick<Portal, 'orgId' | 'customerId'>;

const keyOf = ({ orgId, customerId }: Subject, ...rest: readonly string[]) => [
  orgId,
  'portal',
  customerId,
  ...rest,
];

export const homeQuery = (subject: Subject) =>
  queryOptions({
    queryKey: keyOf(subject, 'home'),
    queryFn: ({ signal }) => client.portal.home(inputOf(subject), { signal }),
  });

/** The lists of the portal. */
type ListName = 'quotes' | 'orders' | 'invoices' | 'payments' | 'issues' | 'answers';
interface Page<Item> {
  items: Item[];
  nextCursor?: string | undefined;
}

const listQuery = <Item>(
  subject: Subject,
  name: ListName,
  which: string,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>,
) =>
  infiniteQueryOptions({
    queryKey: keyOf(subject, name, which),
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
const from = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

export const quotesQuery = (subject: Subject) =>
  listQuery(subject, 'quotes', '', (cursor, signal) =>
    client.portal.quotes({ ...inputOf(subject), ...from(cursor) }, { signal }),
  );
export const ordersQuery = (subject: Subject) =>
  listQuery(subject, 'orders', '', (cursor, signal) =>
    client.portal.orders({ ...inputOf(subject), ...from(cursor) }, { signal }),
  );
export const invoicesQuery = (subject: Subject, isUnpaidOnly: boolean) =>
  listQuery(subject, 'invoices', isUnpaidOnly ? 'unpaid' : '', (cursor, signal) =>
    client.portal.invoices(
      { ...inputOf(subject), ...from(cursor), ...(isUnpaidOnly ? { unpaid: 'true' } : {}) },
      { signal },
    ),
  );
export const paymentsQuery = (subject: Subject) =>
  listQuery(subject, 'payments', '', (cursor, signal) =>
    client.portal.payments({ ...inputOf(subject), ...from(cursor) }, { signal }),
  );
export const issuesQuery = (subject: Subject, isOpenOnly: boolean) =>
  listQuery(subject, 'issues', isOpenOnly ? 'open' : '', (cursor, signal) =>
    client.portal.issues(
      { ...inputOf(subject), ...from(cursor), ...(isOpenOnly ? { open: 'true' } : {}) },
      { signal },
    ),
  );
/** The answers of an issue, newest first. */
export const answersQuery = (subject: Subject, id: string) => ({
  ...listQuery(subject, 'answers', id, (cursor, signal) =>
    client.portal.answers({ ...inputOf(subject), id, ...from(cursor) }, { signal }),
  ),
  refetchInterval: askAgain.conversation,
});

export const orderQuery = (subject: Subject, id: string) =>
  queryOptions({
    queryKey: keyOf(subject, 'order', id),
    queryFn: ({ signal }) => client.portal.order({ ...inputOf(subject), id }, { signal }),
  });
export const issueQuery = (subject: Subject, id: string) =>
  queryOptions({
    queryKey: keyOf(subject, 'issue', id),
    queryFn: ({ signal }) => client.portal.issue({ ...inputOf(subject), id }, { signal }),
    refetchInterval: askAgain.conversation,
  });
export const profileQuery = (subject: Subject) =>
  queryOptions({
    queryKey: keyOf(subject, 'profile'),
    queryFn: ({ signal }) => client.portal.profile(inputOf(subject), { signal }),
  });

/** Reads everything in view again, and the rest when it is shown. */
export const readPortalAgain = ({ orgId }: Pick<Portal, 'orgId'>) =>
  queryClient.invalidateQueries({ queryKey: [orgId, 'portal'] });
