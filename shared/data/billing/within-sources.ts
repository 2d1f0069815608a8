import type { Quote } from '#contract/records/quote.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import { toFourDecimals } from '#contract/document-totals.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import type { BilledBy } from '../records/invoice.ts';
import { linkedActions } from '../records/linked.ts';
import { orderRecords } from '../records/order.ts';
import { quoteRecords } from '../records/quote.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { recentlyBilledKey, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';
import { invoicesOf, invoicesOfQuote, quantitiesBy, quantitiesIn, quantitiesLess } from './billed.ts';

interface RecentlyBilled {
  invoiceIds: string[];
}

/** The list of an order’s invoices lags by much less. */
const recentSeconds = 86_400;

/** A record whose lines a draft bills. */
interface Source<R extends AnyRecord = AnyRecord> {
  definition: RecordDefinition<R>;
  id: string;
  by: BilledBy;
  refusal: 'order_exceeded' | 'quote_exceeded';
  /** How much issued invoices leave of each of its lines for the draft. */
  left(
    context: Context,
    record: R,
    draft: Invoice,
    recentIds: readonly string[] | undefined,
  ): Promise<number[]>;
}

/**
 * The actions with which a draft is issued that bills lines of its order or its quote, for `untilLinked`: they fail if
 * another invoice of these was issued meanwhile. Throws if the draft bills more than is left, unless it may. Other drafts
 * don’t count, because they may never be issued.
 */
export async function withinSources(
  context: Context,
  draft: Invoice,
  mayExceed: boolean | undefined,
): Promise<Action[]> {
  const actions: Action[] = [];
  for (const source of sourcesOf(draft))
    actions.push(...(await withinSource(context, draft, source, mayExceed)));
  return linkedActions(actions);
}

function sourcesOf({ orderId, quoteId, lines = [] }: Invoice): Source[] {
  const all: (Source | undefined)[] = [
    orderId === undefined ? undefined : { ...orderSource, id: orderId },
    quoteId === undefined ? undefined : { ...quoteSource, id: quoteId },
  ];
  return all.flatMap((source) =>
    source && lines.some(({ [source.by]: line }) => line !== undefined) ? [source] : [],
  );
}

const orderSource: Omit<Source<Order>, 'id'> = {
  definition: orderRecords,
  by: 'orderLine',
  refusal: 'order_exceeded',
  async left(context, { id, lines = [] }, _draft, recentIds) {
    return leftOf(lines, await invoicesOf(context, id, recentIds), 'orderLine');
  },
};

const quoteSource: Omit<Source<Quote>, 'id'> = {
  definition: quoteRecords,
  by: 'quoteLine',
  refusal: 'quote_exceeded',
  async left(context, quote, draft) {
    const { lines = [], orderId, invoiceIds = [] } = quote;
    // While the draft was in the trash, the quote can have become an order, or a draft that was changed.
    if (orderId !== undefined || !invoiceIds.includes(draft.id)) return lines.map(() => 0);
    return leftOf(lines, await invoicesOfQuote(context, quote), 'quoteLine');
  },
};

const leftOf = (lines: readonly DocumentLine[], invoices: readonly Invoice[], by: BilledBy): number[] =>
  quantitiesLess(quantitiesIn(lines), quantitiesBy(issuedAmong(invoices), lines, by));

const issuedAmong = (invoices: readonly Invoice[]): Invoice[] =>
  invoices.filter(({ issuedAt }) => issuedAt !== undefined);

/** How much of each line of an order its issued invoices bill, also those that were issued a moment ago. */
export async function issuedQuantities(
  context: Context,
  { id, lines = [] }: Pick<Order, 'id' | 'lines'>,
): Promise<number[]> {
  const key = recentlyBilledKey(keyOf(orderRecords, context.orgId, id));
  const recent = await getItem<RecentlyBilled>(context, key);
  return quantitiesBy(issuedAmong(await invoicesOf(context, id, recent?.invoiceIds)), lines, 'orderLine');
}

async function withinSource(
  context: Context,
  draft: Invoice,
  source: Source,
  mayExceed: boolean | undefined,
): Promise<Action[]> {
  const { definition, id, by, refusal } = source;
  const sourceKey = keyOf(definition, context.orgId, id);
  const item = await getItem<RecordItem>(context, sourceKey, recordAttributes);
  if (!item) return [];
  const key = recentlyBilledKey(sourceKey);
  const recent = await getItem<RecentlyBilled>(context, key);
  if (!mayExceed) {
    const quantities = await source.left(context, recordFrom(definition, item), draft, recent?.invoiceIds);
    const errors = excessOf(draft.lines, quantities, by);
    if (errors.length > 0) throw new ProblemError('conflict', refusal, errors);
  }
  return [noteAction(context, key, recent, draft.id)];
}

/** The lines of a draft that bill more than is left after the lines before them. */
function excessOf(
  lines: Invoice['lines'] = [],
  quantitiesLeft: readonly number[],
  by: BilledBy,
): FieldFault[] {
  const left = [...quantitiesLeft];
  return lines.flatMap(({ [by]: line, quantity }, place): FieldFault[] => {
    const limit = line === undefined ? undefined : left[line];
    if (line === undefined || limit === undefined) return [];
    left[line] = Math.max(0, toFourDecimals(limit - quantity));
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
