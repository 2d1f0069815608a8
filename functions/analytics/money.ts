import { analytics, measures } from '#contract/analytics.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import type { Rolled } from '#data/counters/codes.ts';
import { linesOf, report, reportOptions, type Filters } from './report.ts';
import { rollupsOf } from './reports.ts';

type Operations = typeof analytics.operations;

/** A report on one currency. `partOf` is what follows the currency in the part of a fact. */
async function inCurrency<const Name extends string>(
  context: Context,
  input: Filters & { currency?: string | undefined },
  family: Rolled,
  names: readonly Name[],
) {
  const options = await reportOptions(context, input);
  const { currency = context.settings.currency } = input;
  const rows = await rollupsOf(context, family, options);
  const isOfCurrency = (part: string) => part === currency || part.startsWith(`${currency}#`);
  const lines = rows.map((of) =>
    linesOf(
      of.filter(({ part }) => isOfCurrency(part)),
      ({ part }) => part.slice(currency.length + 1),
    ),
  );
  return report(context, options, names, lines);
}

/** What was invoiced and credited. */
export async function invoices(context: Context, input: InputOf<Operations['invoices']>) {
  return { ...(await inCurrency(context, input, 'invoices', measures.invoices)), parts: [] };
}

export const taxes = (context: Context, input: InputOf<Operations['taxes']>) =>
  inCurrency(context, input, 'taxes', measures.taxes);

export const payments = (context: Context, input: InputOf<Operations['payments']>) =>
  inCurrency(context, input, 'payments', measures.payments);
