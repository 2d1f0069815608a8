import { listLimits } from '#contract/lists/list-limits.ts';
import type { ListPage } from '#contract/lists/list-operations.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { formatExact } from '#lib/i18n/money.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import { recordBasics } from './record-basics.ts';
import type { AnyRow } from './record-client.ts';
import { titleOf, type RecordView } from './view.ts';

/** The field in which invoices refer to records of a type. */
const referringFields: Partial<Record<string, string>> = { customer: 'customerId', contact: 'contactId' };

/**
 * What the user should know before records are deleted: how many unpaid invoices name them, and how much is due in each
 * currency. Undefined if there are none. Invoices that the user can't see aren't counted. If they can't be read, there
 * is no warning, because a deletion can be undone.
 */
export async function unpaidText(
  workspace: Workspace,
  view: RecordView,
  ids: readonly string[],
): Promise<string | undefined> {
  const field = referringFields[view.name];
  if (field === undefined || ids.length > listLimits.valuesPerCondition || !may(workspace, 'invoice:read'))
    return undefined;
  const statusIds = workspace.organization.invoiceStatuses
    .filter(({ meaning }) => meaning === 'open' || meaning === 'overdue')
    .map(({ id }) => id);
  const filter = {
    and: [
      { field, op: 'anyOf' as const, value: [...ids] },
      { field: 'statusId', op: 'anyOf' as const, value: statusIds },
    ],
  };
  const body = { filter, limit: 0, groups: { measures: ['due'] } };
  const page = await recordBasics.invoice.client
    .query({ orgId: workspace.orgId, body })
    .catch(() => undefined);
  if (!page || page.total === 0) return undefined;
  await useTexts('documents');
  return t.balance.unpaid(page.total, amountsIn(page));
}

function amountsIn({ groups = [] }: Pick<ListPage, 'groups'>): string[] {
  const sums = groups.flatMap(({ measures }) => measures.due ?? []);
  return sums.map(({ currency = '', sum: amountMinor }) => formatExact({ currency, amountMinor }));
}

/** Asks before a record with unpaid invoices is deleted. Others are deleted at once, because that can be undone. */
export async function confirmDeletion(workspace: Workspace, view: RecordView, row: AnyRow): Promise<boolean> {
  const text = await unpaidText(workspace, view, [row.id]);
  if (text === undefined) return true;
  return confirm({
    title: t.balance.deleteTitle(titleOf(view, row)),
    text,
    action: t.actions.delete,
    danger: true,
  });
}
