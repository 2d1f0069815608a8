import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { moneyMeasures, type SalesPart, type salesReport } from '#contract/money-reports.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import { creditNoteKind, invoiceKind, invoiceRecords } from '#data/records/invoice.ts';
import { requestedOwners } from '#data/records/read.ts';
import { dateIn } from '#data/values/day.ts';
import { lastTwelveMonths, requestedRange, type Range } from '#data/values/report-range.ts';
import { largestParts, type Part } from './largest-parts.ts';
import { askSums } from './sums.ts';

type Operation = typeof salesReport;
type Name = (typeof moneyMeasures.sales)[number];

/** The columns with the ids of the parts, and with their net amounts. */
const columnsFor = {
  customer: ['customerId', 'subtotal'],
  product: ['productIds', 'productIds'],
  owner: ['ownerId', 'subtotal'],
} as const;

/** Net sales by customer, product or owner, largest first. */
export async function sales(context: Context, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  const { settings, now } = context;
  const { currency = settings.currency, of = 'customer', ownerId, teamOf, ...requested } = input;
  const range = requestedRange(requested, lastTwelveMonths(dateIn(settings.timeZone, now)));
  const owners = mayRead(context, of) ? await requestedOwners(context, ownerId, teamOf) : [];
  const [by, column] = columnsFor[of];
  const { answer, asOf } = await askSums(context, invoiceRecords, {
    owners,
    filter: issued(context, currency, range),
    by,
    sums: {
      netMinor: { column, filter: ofKind(invoiceKind) },
      creditedNetMinor: { column, filter: ofKind(creditNoteKind) },
    },
  });
  const parts = answer
    .map(({ id, values: { netMinor, creditedNetMinor } }) => ({
      id,
      // Credit notes are negative in the list.
      values: { netMinor, creditedNetMinor: 0 - creditedNetMinor },
    }))
    .filter(({ values }) => values.netMinor !== 0 || values.creditedNetMinor !== 0)
    .sort((one, other) => netOf(other) - netOf(one));
  return { ...range, of, currency, parts: largestParts(moneyMeasures.sales, parts), asOf };
}

/** Whether the caller can read what the parts name, besides invoices. */
function mayRead(context: Context, of: SalesPart): boolean {
  const isReadable = of === 'owner' || context.scopeFor(`${of}:read`) !== undefined;
  return isReadable && context.scopeFor('invoice:read') !== undefined;
}

/** The documents that were issued and not voided. */
function issued({ settings }: Context, currency: string, { from, to }: Range): Filter {
  const counted = settings.invoiceStatuses.filter(({ meaning }) => meaning !== 'draft' && meaning !== 'void');
  return {
    and: [
      { field: 'statusId', op: 'anyOf', value: counted.map(({ id }) => id) },
      { field: 'currency', op: 'is', value: currency },
      { field: 'issuedOn', op: 'between', value: [from, to] },
    ],
  };
}

const ofKind = (kind: string): Condition => ({ field: 'kindId', op: 'anyOf', value: [kind] });

const netOf = ({ values }: Part<Name>): number => values.netMinor - values.creditedNetMinor;
