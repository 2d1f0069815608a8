import { queryOptions } from '@tanstack/svelte-query';
import type { Money } from '#contract/field.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { client } from '#lib/api/client.ts';
import type { Workspace } from '#lib/workspace.ts';

/** Whether the organization takes payments online. */
export const stripeQuery = ({ orgId }: Workspace) =>
  queryOptions({
    queryKey: [orgId, 'billing', 'stripe'],
    queryFn: ({ signal }) => client.billing.getStripe({ orgId }, { signal }),
    staleTime: 60_000,
  });

/** The address of a page where what is due of an invoice can be paid. It is asked for each time that it is shown. */
export const paymentLinkQuery = ({ orgId }: Workspace, id: string) =>
  queryOptions({
    queryKey: [orgId, 'invoices', 'payment-link', id],
    queryFn: () => client.invoices.checkout({ orgId, id }),
    staleTime: 0,
  });

/** What the customer is asked for: what is due and not on its way. */
export const payable = ({ due, pending }: Invoice): Money => ({
  ...due,
  amountMinor: due.amountMinor - pending.amountMinor,
});
