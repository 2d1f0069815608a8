import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { moneyMeasures, type receivablesReport } from '#contract/money-reports.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { selected } from '#data/lists/selected.ts';
import { askList } from '#data/lists/list-store.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
import type { SummaryAnswer } from '#data/lists/list-summary.ts';
import type { Context } from '#data/organization/context.ts';
import { noValue } from '#data/store/keys.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { recordsOf, requestedOwners } from '#data/records/read.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { largestParts } from './largest-parts.ts';

type Operation = typeof receivablesReport;
type Values = Record<(typeof moneyMeasures.receivables)[number], number>;

/** The days since the due date that an amount covers, both included; undefined for what isn't due yet. */
const ages: { name: keyof Values; days: readonly [from: number, to: number] | undefined }[] = [
  { name: 'notDueMinor', days: undefined },
  { name: 'overdue30Minor', days: [1, 30] },
  { name: 'overdue60Minor', days: [31, 60] },
  { name: 'overdue90Minor', days: [61, 90] },
  { name: 'overdueOlderMinor', days: [91, Infinity] },
];

/** What is unpaid, by the age of what is overdue. */
export async function receivables(
  context: Context,
  { currency = context.settings.currency, ownerId, teamOf }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const today = dateIn(context.settings.timeZone, context.now);
  const mayRead = context.scopeFor('invoice:read') !== undefined;
  const owners = mayRead ? await requestedOwners(context, ownerId, teamOf) : [];
  const subject = await listSubject(context, invoiceRecords);
  const selections = await Promise.all(
    ages.map(({ days }) =>
      selected(context, subject, { filter: unpaid(context, today, days) }, recordsOf(owners)),
    ),
  );
  const summary = { ...columnsIn(subject), groupsMax: Infinity };
  const ask = (database: ListDatabase) =>
    selections.map((selection) => database.summarize({ ...selection, ...summary }));
  const { answer, asOf } = await askList(context, subject, ask);
  const entries = answer.flatMap((of, age) => entriesOf(of, age));
  const inCurrency = entries.filter((entry) => entry.currency === currency);
  const currencies = [...Map.groupBy(entries, (entry) => entry.currency)]
    .map(([code, of]) => ({ currency: code, totals: valuesOf(of) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  return {
    today,
    totals: valuesOf(inCurrency),
    parts: context.scopeFor('customer:read') === undefined ? [] : byCustomer(inCurrency),
    currency,
    currencies,
    asOf,
  };
}

/** The invoices with something left to pay that have been due for some days. */
function unpaid(
  { settings }: Context,
  today: string,
  days: readonly [from: number, to: number] | undefined,
): Filter {
  const open = settings.invoiceStatuses.filter(({ meaning }) => meaning === 'open' || meaning === 'overdue');
  const status: Condition = { field: 'statusId', op: 'anyOf', value: open.map(({ id }) => id) };
  const due = (op: Condition['op'], value?: unknown): Condition => ({ field: 'dueOn', op, value });
  if (!days) return { and: [status, { or: [due('onOrAfter', today), due('isEmpty')] }] };
  const [least, most] = days;
  const last = addDays(today, -least);
  const range = most === Infinity ? due('onOrBefore', last) : due('between', [addDays(today, -most), last]);
  return { and: [status, range] };
}

function columnsIn({ columns }: ListSubject) {
  const [by, due] = [columns.get('customerId'), columns.get('due')];
  if (!by || !due) throw new Error('invoices have no columns for customers and amounts due');
  return { by, measures: [due] };
}

/** What a customer owes in a currency, of one age. */
interface Entry {
  customerId: string;
  currency: string;
  age: number;
  count: number;
  minor: number;
}

const entriesOf = ({ groups }: SummaryAnswer, age: number): Entry[] =>
  groups.flatMap(({ key, measures: { due = [] } }) =>
    due.map(({ currency = '', count, sum }) => ({
      customerId: key ?? noValue,
      currency,
      age,
      count,
      minor: Math.min(Number.MAX_SAFE_INTEGER, sum),
    })),
  );

function valuesOf(entries: readonly Entry[]): Values {
  const values = Object.fromEntries(moneyMeasures.receivables.map((name) => [name, 0])) as Values;
  const add = (name: keyof Values, more: number) => {
    values[name] = Math.min(Number.MAX_SAFE_INTEGER, values[name] + more);
  };
  for (const { age, count, minor } of entries) {
    const { name, days } = ages[age] ?? {};
    if (!name) continue;
    add(name, minor);
    add('open', count);
    add('openMinor', minor);
    if (!days) continue;
    add('overdue', count);
    add('overdueMinor', minor);
  }
  return values;
}

/** The customers who owe most, largest first, and all others together. */
function byCustomer(entries: readonly Entry[]) {
  const parts = [...Map.groupBy(entries, ({ customerId }) => customerId)]
    .map(([id, of]) => ({ id, values: valuesOf(of) }))
    .sort((one, other) => other.values.openMinor - one.values.openMinor);
  return largestParts(moneyMeasures.receivables, parts);
}
