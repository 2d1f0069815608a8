import { listLimits } from '#contract/lists/list-limits.ts';
import type { ListPage } from '#contract/lists/list-operations.ts';
import type { Question } from '#lib/components/confirm.svelte.ts';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { formatExact } from '#lib/i18n/money.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import { recordBasics } from './record-basics.ts';
import type { AnyRow } from './record-client.ts';
import { titleOf, type RecordView } from './view.ts';

/** The field in which invoices refer to records of a type. */
const referringFields: Partial<Record<string, string>> = { customer: 'customerId', contact: 'contactId' };

/** Records to delete: individual ones, or all that match. */
type Deleted = { ids: readonly string[] } | { query: unknown };

/**
 * What the user should know before records are deleted: how many unpaid invoices name them, and how much is due in each
 * currency. Of records that aren't listed by ID, only that such invoices will still be due. Undefined if there are none.
 * Invoices that the user can't see aren't counted. If they can't be read, there is no warning, because a deletion can
 * be undone.
 */
export async function unpaidText(
  workspace: Workspace,
  view: RecordView,
  deleted: Deleted,
): Promise<string | undefined> {
  const field = referringFields[view.name];
  if (field === undefined || !may(workspace, 'invoice:read')) return undefined;
  if (!('ids' in deleted)) {
    await useTexts('documents');
    return t.balance.unpaidOfAll;
  }
  const pages = await unpaidBy(workspace, field, deleted.ids).catch(() => []);
  const count = pages.reduce((sum, { total }) => sum + total, 0);
  if (count === 0) return undefined;
  await useTexts('documents');
  return t.balance.unpaid(count, amountsIn(pages));
}

/** Asks in parts for the unpaid invoices that name records, because a condition has a limited number of values. */
function unpaidBy(workspace: Workspace, field: string, ids: readonly string[]): Promise<Page[]> {
  const { orgId, organization } = workspace;
  const statusIds = organization.invoiceStatuses
    .filter(({ meaning }) => meaning === 'open' || meaning === 'overdue')
    .map(({ id }) => id);
  const size = listLimits.valuesPerCondition;
  const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, part) =>
    ids.slice(part * size, (part + 1) * size),
  );
  return Promise.all(
    parts.map((part) => {
      const filter = {
        and: [
          { field, op: 'anyOf' as const, value: part },
          { field: 'statusId', op: 'anyOf' as const, value: statusIds },
        ],
      };
      const body = { filter, limit: 0, groups: { measures: ['due'] } };
      return recordBasics.invoice.client.query({ orgId, body });
    }),
  );
}

type Page = Pick<ListPage, 'total' | 'groups'>;

function amountsIn(pages: readonly Page[]): string[] {
  const sums = new Map<string, number>();
  for (const { measures } of pages.flatMap(({ groups = [] }) => groups))
    for (const { currency = '', sum } of measures.due ?? [])
      sums.set(currency, (sums.get(currency) ?? 0) + sum);
  return [...sums].map(([currency, amountMinor]) => formatExact({ currency, amountMinor }));
}

/** The question before a record with unpaid invoices is deleted. Others are deleted at once, because that can be undone. */
export async function questionBeforeDeletion(
  workspace: Workspace,
  view: RecordView,
  row: AnyRow,
): Promise<Question | undefined> {
  const text = await unpaidText(workspace, view, { ids: [row.id] });
  if (text === undefined) return undefined;
  return { title: t.balance.deleteTitle(titleOf(view, row)), text, action: t.actions.delete, danger: true };
}
