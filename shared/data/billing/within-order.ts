import type { DocumentLine } from '#contract/document-fields.ts';
import { toFourDecimals } from '#contract/document-totals.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { linkedActions } from '../records/linked.ts';
import { orderRecords } from '../records/order.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { recentlyBilledKey, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';
import { invoicesOf, quantitiesBy } from './billed.ts';

interface RecentlyBilled {
  invoiceIds: string[];
}

/** The list of an order’s invoices lags by much less. */
const recentSeconds = 86_400;

/**
 * The actions with which a draft is issued that bills lines of its order, for `untilLinked`: they fail if another
 * invoice of the order was issued meanwhile. Throws if the draft bills more than is left, unless it may. Other drafts
 * don’t count, because they may never be issued.
 */
export async function withinOrder(
  context: Context,
  draft: Invoice,
  mayExceed: boolean | undefined,
): Promise<Action[]> {
  const { orderId, lines = [] } = draft;
  if (orderId === undefined || lines.every(({ orderLine }) => orderLine === undefined)) return [];
  const orderKey = keyOf(orderRecords, context.orgId, orderId);
  const item = await getItem<RecordItem>(context, orderKey, recordAttributes);
  if (!item) return [];
  const key = recentlyBilledKey(orderKey);
  const recent = await getItem<RecentlyBilled>(context, key);
  if (!mayExceed) {
    const order = recordFrom(orderRecords, item) as unknown as Order;
    const invoices = await invoicesOf(context, orderId, recent?.invoiceIds);
    const issued = invoices.filter(({ issuedAt }) => issuedAt !== undefined);
    const errors = excessOf(lines, leftOf(order.lines ?? [], issued));
    if (errors.length > 0) throw new ProblemError('conflict', 'order_exceeded', errors);
  }
  return linkedActions([noteAction(context, key, recent, draft.id)]);
}

const leftOf = (lines: readonly DocumentLine[], issued: readonly Invoice[]): number[] => {
  const billed = quantitiesBy(issued, lines);
  return lines.map(({ quantity }, place) => Math.max(0, toFourDecimals(quantity - (billed[place] ?? 0))));
};

/** The lines of a draft that bill more than is left after the lines before them. */
function excessOf(lines: NonNullable<Invoice['lines']>, leftOfOrder: readonly number[]): FieldFault[] {
  const left = [...leftOfOrder];
  return lines.flatMap(({ orderLine, quantity }, place): FieldFault[] => {
    const limit = orderLine === undefined ? undefined : left[orderLine];
    if (orderLine === undefined || limit === undefined) return [];
    left[orderLine] = Math.max(0, toFourDecimals(limit - quantity));
    return quantity > limit ? [{ pointer: `/lines/${place}/quantity`, code: 'beyond_order', limit }] : [];
  });
}

function noteAction(
  context: Context,
  key: Key,
  recent: RecentlyBilled | undefined,
  invoiceId: string,
): Action {
  const invoiceIds = [...(recent?.invoiceIds ?? []), invoiceId].slice(-limits.invoicesPerOrder);
  const expiresAt = epochSeconds(context.now) + recentSeconds;
  return {
    put: {
      Item: { ...key, kind: 'recently-billed', org: context.orgId, invoiceIds, expiresAt },
      ...(recent ? ifEquals({ invoiceIds: recent.invoiceIds }) : ifAbsent),
    },
  };
}
