import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { moneyMeasures, type receivablesReport } from '#contract/money-reports.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { requestedOwners } from '#data/records/read.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { largestParts, totalsOf } from './largest-parts.ts';
import { askSums, type SumOf } from './sums.ts';

type Operation = typeof receivablesReport;
type Name = (typeof moneyMeasures.receivables)[number];

const names = moneyMeasures.receivables;

/** What is unpaid, by the age of what is overdue. */
export async function receivables(
  context: Context,
  { currency = context.settings.currency, ownerId, teamOf }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const today = dateIn(context.settings.timeZone, context.now);
  const mayRead = context.scopeFor('invoice:read') !== undefined;
  const owners = mayRead ? await requestedOwners(context, ownerId, teamOf) : [];
  const { answer, asOf } = await askSums(context, invoiceRecords, {
    owners,
    filter: unpaid(context),
    by: 'customerId',
    currencyOf: 'due',
    sums: sumsOn(today),
  });
  const inCurrency = answer.filter((part) => part.currency === currency);
  const customers = inCurrency
    .map(({ id, values }) => ({ id, values }))
    .sort((one, other) => other.values.openMinor - one.values.openMinor);
  const currencies = [...Map.groupBy(answer, (part) => part.currency)]
    .flatMap(([code, of]) => (code === null ? [] : [{ currency: code, totals: totalsOf(names, of) }]))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  return {
    today,
    totals: totalsOf(names, inCurrency),
    parts: context.scopeFor('customer:read') === undefined ? [] : largestParts(names, customers),
    currency,
    currencies,
    asOf,
  };
}

/** The invoices with something left to pay. */
function unpaid({ settings }: Context): Filter {
  const open = settings.invoiceStatuses.filter(({ meaning }) => meaning === 'open' || meaning === 'overdue');
  return { field: 'statusId', op: 'anyOf', value: open.map(({ id }) => id) };
}

/** The days since the due date that each amount covers are both included. */
function sumsOn(today: string): Record<Name, SumOf> {
  const due = (op: Condition['op'], value?: unknown): Condition => ({ field: 'dueOn', op, value });
  const overdue = due('before', today);
  const amount = (filter?: Filter): SumOf => ({ column: 'due', ...(filter ? { filter } : {}) });
  const between = (from: number, to: number) =>
    amount(due('between', [addDays(today, -to), addDays(today, -from)]));
  return {
    open: {},
    openMinor: amount(),
    notDueMinor: amount({ or: [due('onOrAfter', today), due('isEmpty')] }),
    overdue: { filter: overdue },
    overdueMinor: amount(overdue),
    overdue30Minor: between(1, 30),
    overdue60Minor: between(31, 60),
    overdue90Minor: between(61, 90),
    overdueOlderMinor: amount(due('onOrBefore', addDays(today, -91))),
  };
}
