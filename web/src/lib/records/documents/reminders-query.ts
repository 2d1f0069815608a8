import { queryOptions } from '@tanstack/svelte-query';
import { client } from '#lib/api/client.ts';
import type { AnyRecord } from '../record-client.ts';

export const remindersQuery = (orgId: string, { id, version }: AnyRecord) =>
  queryOptions({
    queryKey: [orgId, 'invoices', 'reminders', id, version],
    queryFn: ({ signal }) => client.invoices.reminders({ orgId, id }, { signal }),
    staleTime: 5_000,
  });
