import type { Filter } from '#contract/lists/filter-tree.ts';
import { moneyMeasures, type SalesPart, type salesReport } from '#contract/money-reports.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { selected } from '#data/lists/selected.ts';
import { askList } from '#data/lists/list-store.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
import type { Selection } from '#data/lists/selection.ts';
import type { Context } from '#data/organization/context.ts';
import { creditNoteKind, invoiceKind, invoiceRecords } from '#data/records/invoice.ts';
import { recordsOf, requestedOwners } from '#data/records/read.ts';
import { noValue } from '#data/store/keys.ts';
import { dateIn } from '#data/values/day.ts';
import { lastTwelveMonths, requestedRange, type Range } from '#data/values/report-range.ts';
import { largestParts, safe } from './largest-parts.ts';

type Operation = typeof salesReport;
type Values = Record<(typeof moneyMeasures.sales)[number], number>;
type Sums = ReadonlyMap<string, number>;

const columnOf = { customer: 'customerId', product: 'productIds', owner: 'ownerId' } as const;

/** Net sales by customer, product or owner, largest first. */
export async function sales(context: Context, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const { settings, now } = context;
  const { currency = settings.currency, of = 'customer', ownerId, teamOf, ...requested } = input;
  const range = requestedRange(requested, lastTwelveMonths(dateIn(settings.timeZone, now)));
  const owners = mayRead(context, of) ? await requestedOwners(context, ownerId, teamOf) : [];
  const subject = await listSubject(context, invoiceRecords);
  const kinds = await Promise.all(
    [invoiceKind, creditNoteKind].map((kind) =>
      selected(context, subject, { filter: issued(context, kind, currency, range) }, recordsOf(owners)),
    ),
  );
  const ask = (database: ListDatabase) =>
    kinds.map((selection) => sumsBy(database, subject, columnOf[of], selection));
  const { answer, asOf } = await askList(context, subject, ask);
  const [sold = new Map(), credited = new Map()] = answer;
  return { ...range, of, currency, parts: partsOf(sold, credited), asOf };
}

/** Whether the caller can read what the parts name, besides invoices. */
function mayRead(context: Context, of: SalesPart): boolean {
  const isReadable = of === 'owner' || context.scopeFor(`${of}:read`) !== undefined;
  return isReadable && context.scopeFor('invoice:read') !== undefined;
}

/** The documents of a kind that were issued and not voided. */
function issued({ settings }: Context, kind: string, currency: string, { from, to }: Range): Filter {
  const counted = settings.invoiceStatuses.filter(({ meaning }) => meaning !== 'draft' && meaning !== 'void');
  return {
    and: [
      { field: 'kindId', op: 'anyOf', value: [kind] },
      { field: 'statusId', op: 'anyOf', value: counted.map(({ id }) => id) },
      { field: 'currency', op: 'is', value: currency },
      { field: 'issuedOn', op: 'between', value: [from, to] },
    ],
  };
}

/** Net amounts by the ids in a column. */
function sumsBy(
  database: ListDatabase,
  { columns }: ListSubject,
  name: (typeof columnOf)[SalesPart],
  selection: Selection,
): Sums {
  const [by, subtotal] = [columns.get(name), columns.get('subtotal')];
  if (!by || !subtotal) throw new Error(`invoices have no columns ${name} and subtotal`);
  if (by.shares !== undefined) return database.sumShares(by, selection);
  const { groups } = database.summarize({ ...selection, by, measures: [subtotal], groupsMax: Infinity });
  return new Map(groups.map(({ key, measures }) => [key ?? noValue, measures.subtotal?.[0]?.sum ?? 0]));
}

/** The largest parts, and all others together. */
function partsOf(sold: Sums, credited: Sums): { id: string; values: Values }[] {
  const parts = [...new Set([...sold.keys(), ...credited.keys()])]
    .map((id) => ({ id, values: valuesOf(sold.get(id), credited.get(id)) }))
    .filter(({ values }) => values.netMinor !== 0 || values.creditedNetMinor !== 0)
    .sort((one, other) => netOf(other.values) - netOf(one.values));
  return largestParts(moneyMeasures.sales, parts);
}

const netOf = ({ netMinor, creditedNetMinor }: Values): number => netMinor - creditedNetMinor;

const valuesOf = (net = 0, credited = 0): Values => ({
  netMinor: safe(net),
  creditedNetMinor: safe(credited),
});
