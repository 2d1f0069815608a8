import type { billing, BillingSettings } from '#contract/billing.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { taxIdFault } from '#contract/tax-id.ts';
import { planAgainAction } from '#data/records/due-items.ts';
import { billingActions, readBilling, type Billing } from '#data/billing/settings.ts';
import { hasNumbers, repeatedSeries } from '#data/billing/series.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

export const get = (context: Context): Promise<Billing> => readBilling(context);

export async function update(
  context: Context,
  { body }: InputOf<typeof billing.operations.update>,
): Promise<Billing> {
  const before = await readBilling(context);
  checkVersion(context, before);
  const entries = Object.entries({ ...before, ...body }).filter(([, value]) => value !== null);
  const after = { ...(Object.fromEntries(entries) as Billing), version: before.version + 1 };
  checkTaxId(before, after);
  for (const list of ['invoiceSeries', 'creditSeries'] as const)
    await checkSeries(context, list, before, after);
  const repeated = repeatedSeries(after);
  if (repeated) throw new ProblemError('invalid_input', undefined, [repeated]);
  const changes = Object.keys({ ...before, ...after }).flatMap((field) => {
    const [from, to] = [before, after].map((one) => one[field as keyof BillingSettings] ?? null);
    const isSame = field === 'version' || JSON.stringify(from) === JSON.stringify(to);
    return isSame ? [] : [{ field, from, to }];
  });
  if (changes.length === 0) return before;
  // Invoices that were issued before follow the new reminders, too.
  const plan = changes.some(({ field }) => field === 'reminderDays') ? [planAgainAction(context)] : [];
  await transact(context, [...billingActions(context, before, after, changes), ...plan]);
  return after;
}

/** A new tax ID, or one that gets another country, follows the rules of its country. */
function checkTaxId(before: Billing, { taxId, country = '' }: Billing): void {
  if (taxId === undefined || (before.taxId === taxId && (before.country ?? '') === country)) return;
  const fault = taxIdFault(taxId, country);
  if (fault) throw fieldProblem('/taxId', fault.code, 'invalid_input', fault);
}

/** A series that has numbers can't be removed or get another prefix. */
async function checkSeries(
  context: Context,
  list: 'invoiceSeries' | 'creditSeries',
  before: Billing,
  after: Billing,
): Promise<void> {
  for (const { id, prefix } of before[list]) {
    const kept = after[list].find((one) => one.id === id);
    if (kept?.prefix !== prefix && (await hasNumbers(context, id)))
      throw fieldProblem(`/${list}`, 'series_in_use');
  }
}
