import { analytics, measures } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Rolled } from '#data/counters/codes.ts';
import type { Context } from '#data/organization/context.ts';
import {
  hasValues,
  rangesOf,
  report,
  reportOptions,
  totalsOf,
  type Filters,
  type Line,
  type ReportOptions,
} from './report.ts';
import { rollupsOf } from './report-rollups.ts';
import type { Row } from './rollups.ts';

type Operations = typeof analytics.operations;
/** Families of facts whose parts begin with a currency. */
type MoneyFamily = Extract<Rolled, 'invoices' | 'taxes' | 'payments'>;

/** The options of a report in one currency. */
interface MoneyOptions extends ReportOptions {
  currency: string;
}

const moneyOptions = async (
  context: Context,
  { currency = context.settings.currency, ...filters }: Filters & { currency?: string | undefined },
): Promise<MoneyOptions> => ({ ...(await reportOptions(context, filters)), currency });

/** A row without the currency in its part. */
interface MoneyRow extends Omit<Row, 'amounts'> {
  currency: string;
  amounts: ReadonlyMap<string, bigint>;
}

/** The rows of each range, in all currencies. */
async function moneyRows(
  context: Context,
  family: MoneyFamily,
  options: MoneyOptions,
): Promise<MoneyRow[][]> {
  const rows = await rollupsOf(context, family, options);
  return rows.map((of) =>
    of.map(({ part, ...row }) => {
      const [currency = '', ...rest] = part.split('#');
      return { ...row, currency, part: rest.join('#') };
    }),
  );
}

const plainLine = ({ at, part, amounts }: MoneyRow): Line => ({
  at,
  part,
  values: Object.fromEntries(amounts),
});

/** A report in one currency on what rows become as lines, with the totals in all currencies. */
async function reportInCurrency<const Name extends string>(
  context: Context,
  options: MoneyOptions,
  names: readonly Name[],
  rows: readonly (readonly MoneyRow[])[],
  lineOf: (row: MoneyRow) => Line = plainLine,
) {
  const { currency } = options;
  const inCurrency = rows.map((of) => of.filter((row) => row.currency === currency).map(lineOf));
  const all = Map.groupBy(rows[0] ?? [], (row) => row.currency);
  const currencies = [...all]
    .map(([code, of]) => ({ currency: code, totals: totalsOf(names, of.map(lineOf)) }))
    .filter(({ totals }) => Object.values<number>(totals).some((total) => total !== 0))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  return { ...(await report(context, options, names, inCurrency)), currency, currencies };
}

/** What was invoiced and credited, next to what was paid and refunded. */
export async function invoices(context: Context, input: InputOf<Operations['invoices']>) {
  const options = await moneyOptions(context, input);
  const [billed, paid] = await Promise.all([
    moneyRows(context, 'invoices', options),
    moneyRows(context, 'payments', options),
  ]);
  const rows = rangesOf(options).map((_, range) => [...(billed[range] ?? []), ...(paid[range] ?? [])]);
  return { ...(await reportInCurrency(context, options, measures.invoices, rows)), parts: [] };
}

/** The public names of the amounts of taxes and of withholdings. */
const taxNames: Record<string, Readonly<Record<string, string>>> = {
  tax: {
    baseMinor: 'taxBaseMinor',
    amountMinor: 'taxMinor',
    creditedBaseMinor: 'creditedTaxBaseMinor',
    creditedAmountMinor: 'creditedTaxMinor',
  },
  withholding: {
    baseMinor: 'withheldBaseMinor',
    amountMinor: 'withheldMinor',
    creditedBaseMinor: 'creditedWithheldBaseMinor',
    creditedAmountMinor: 'creditedWithheldMinor',
  },
};

/** The line of a row whose part is a kind and a rate, such as `tax#21`. */
function taxLine({ at, part, amounts }: MoneyRow): Line {
  const names = taxNames[part.split('#')[0] ?? ''] ?? {};
  const values = [...amounts].map(([name, amount]) => [names[name] ?? name, amount] as const);
  return { at, part, values: Object.fromEntries(values) };
}

function byKindAndRate(one: { id: string }, other: { id: string }): number {
  const [[kind = '', rate = ''], [otherKind = '', otherRate = '']] = [one.id.split('#'), other.id.split('#')];
  return kind === otherKind ? Number(otherRate) - Number(rate) : kind < otherKind ? -1 : 1;
}

/** Taxes and withholdings by rate: taxes first, and the highest rate first. */
export async function taxes(context: Context, input: InputOf<Operations['taxes']>) {
  const options = await moneyOptions(context, input);
  const rows = await moneyRows(context, 'taxes', options);
  const made = await reportInCurrency(context, options, measures.taxes, rows, taxLine);
  return { ...made, parts: made.parts.filter(hasValues).sort(byKindAndRate) };
}

export async function payments(context: Context, input: InputOf<Operations['payments']>) {
  const options = await moneyOptions(context, input);
  const rows = await moneyRows(context, 'payments', options);
  const made = await reportInCurrency(context, options, measures.payments, rows);
  return { ...made, parts: made.parts.filter(hasValues) };
}
