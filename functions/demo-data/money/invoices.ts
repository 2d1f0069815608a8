import type { Invoice } from '#contract/records/invoice.ts';
import { buyerOf, partiesWith } from '#data/billing/parties.ts';
import { hasNumbers, nextNumbers, untilNumbered } from '#data/billing/series.ts';
import type { Billing } from '#data/billing/settings.ts';
import type { Series } from '#contract/billing.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { nextCodes } from '#data/records/creating.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { addDays } from '#data/values/day.ts';
import { storedRecords } from '../records.ts';
import { isRefusal } from '../refusal.ts';
import type { WorkTime } from '../work-time.ts';
import type { PlannedInvoice } from './invoice-plan.ts';
import type { Business } from './sales.ts';

/** An invoice takes up to four of the 100 actions of a transaction, and the series one. */
const invoicesTogether = 20;

/**
 * Issues the missing invoices in the order of their dates, so that the series has no gaps whenever the work stops.
 * Returns those that exist now. An organization that has issued invoices of its own gets none.
 */
export async function addInvoices(
  context: Context,
  billing: Billing,
  business: Business,
  plan: readonly PlannedInvoice[],
  time: WorkTime,
): Promise<{ added: number; records: Invoice[] }> {
  const ids = plan.map(({ id }) => id);
  const existing = await storedRecords(context, invoiceRecords, ids);
  const [series] = billing.invoiceSeries;
  const isOwn = series !== undefined && existing.size === 0 && (await hasNumbers(context, series.id));
  if (!series || isOwn) return { added: 0, records: [] };
  let added = 0;
  const missing = plan.filter(({ id }) => !existing.has(id));
  for (const group of groupsOf(missing)) {
    const made = await issueTogether(context, { billing, series, business }, group);
    for (const record of made) existing.set(record.id, record);
    added += made.length;
    // The rest would be before what the organization has issued meanwhile.
    if (made.length === 0 || time.isOver()) break;
  }
  return { added, records: ids.flatMap((id) => existing.get(id) ?? []) };
}

/** Invoices that are issued together, all in one year. */
function groupsOf(plan: readonly PlannedInvoice[]): PlannedInvoice[][] {
  const groups: PlannedInvoice[][] = [];
  for (const one of plan) {
    const group = groups.at(-1);
    const isSameYear = group?.[0]?.issuedOn.slice(0, 4) === one.issuedOn.slice(0, 4);
    if (group && isSameYear && group.length < invoicesTogether) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

interface Issuing {
  billing: Billing;
  series: Series;
  business: Business;
}

/** Issues invoices in one transaction. Returns none if that is refused. */
async function issueTogether(
  context: Context,
  { billing, series, business }: Issuing,
  group: readonly PlannedInvoice[],
): Promise<Invoice[]> {
  const codes = await nextCodes(invoiceRecords, context, group.length);
  try {
    return await untilNumbered(async () => {
      const dates = group.map(({ issuedOn }) => issuedOn);
      const { numbers, action } = await nextNumbers(context, series, dates);
      const writes = group.map(({ id, at, issuedOn, input }, place) => {
        const customer = business.customers.find((one) => one.id === input.customerId);
        const values = {
          ...input,
          ...codes[place],
          number: numbers[place],
          seriesId: series.id,
          issuedOn,
          dueOn: addDays(issuedOn, billing.dueDays),
          issuedAt: at,
          sentAt: at,
          parties: customer && partiesWith(context.settings, billing, buyerOf(customer)),
        };
        return creation(invoiceRecords, { ...context, now: at }, values, '', id, 'issued');
      });
      const records = writes.map(({ record }) => record);
      // With the time of this call, so that no reminder is sent for a day that is over.
      await transact(context, [...actionsOf(invoiceRecords, context, writes), action]);
      return records;
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [];
  }
}
