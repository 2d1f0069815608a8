import type { Allocation } from '#contract/document-fields.ts';
import type { Money } from '#contract/field.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '#data/organization/context.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { dateIn, startOfDay } from '#data/values/day.ts';
import { atWork } from '../hours.ts';
import { dayMs, randomFor, seededRandom, type Random } from '../random.ts';
import { endOfYesterday } from './invoice-plan.ts';

/** A payment to record. */
export interface PlannedPayment {
  id: string;
  at: string;
  input: Record<string, unknown> & { customerId: string; amount: Money; allocations: Allocation[] };
}

/** A part of an invoice that is paid some days after its due date. */
interface Part {
  share: number;
  afterDays: number;
}

/**
 * How an invoice is paid, by its place in its series: most around the due date, some in two parts or late, and a few in
 * part or not at all.
 */
function habit(place: number, random: Random): Part[] {
  const around = random() * 18 - 12;
  const afterwards = 15 + random() * 40;
  if (place % 25 === 7) return [];
  if (place % 20 === 13) return [{ share: 0.5, afterDays: around }];
  if (place % 8 === 5) return [{ share: 1, afterDays: afterwards }];
  return place % 11 === 3
    ? [
        { share: 0.5, afterDays: around },
        { share: 1, afterDays: around + afterwards },
      ]
    : [{ share: 1, afterDays: around }];
}

/** The payments of issued invoices up to yesterday. They follow from the invoices as they are stored. */
export function plannedPayments(context: Context, invoices: readonly Invoice[]): PlannedPayment[] {
  const all = paymentsOf(context, invoices);
  return Object.values(
    Object.groupBy(all, ({ input }) => `${input.customerId} ${input.amount.currency}`),
  ).flatMap((ofCustomer = []) => ofCustomer.reduce(together, []));
}

/** Adds a payment or, for some, what it settles to the customer's payment before it. */
function together(before: PlannedPayment[], next: PlannedPayment): PlannedPayment[] {
  const last = before.at(-1);
  const isSoon = last && Date.parse(next.at) - Date.parse(last.at) < 35 * dayMs && next.at > last.at;
  const isSingle = last?.input.allocations.length === 1;
  const isOther = last?.input.allocations[0]?.invoiceId !== next.input.allocations[0]?.invoiceId;
  if (!isSoon || !isSingle || !isOther || randomFor(next.id)() < 0.6) return [...before, next];
  const amountMinor = last.input.amount.amountMinor + next.input.amount.amountMinor;
  const input = {
    ...next.input,
    amount: { ...next.input.amount, amountMinor },
    allocations: [...last.input.allocations, ...next.input.allocations],
  };
  return [...before.slice(0, -1), { ...next, input }];
}

function paymentsOf(context: Context, invoices: readonly Invoice[]): PlannedPayment[] {
  const { settings } = context;
  const until = endOfYesterday(context);
  return invoices.flatMap((invoice) => {
    const { id, customerId, ownerId, currency, dueOn, issuedAt, total, number = '' } = invoice;
    if (dueOn === undefined || issuedAt === undefined || customerId === undefined) return [];
    if (total.amountMinor === 0) return [];
    const random = seededRandom(Number(number.replaceAll(/\D/g, '')));
    const dueMs = Date.parse(startOfDay(settings.timeZone, dueOn));
    let paidMinor = 0;
    const place = Number(/\d+$/.exec(number)?.[0]);
    return habit(place, random).flatMap(({ share, afterDays }, index): PlannedPayment[] => {
      const amountMinor = Math.round(total.amountMinor * share) - paidMinor;
      const wished = Math.max(Date.parse(issuedAt), dueMs + afterDays * dayMs);
      const at = atWork(random, Math.min(wished, Date.parse(until)), { ...context, now: until }, issuedAt);
      const methodId = methodOf(context, random);
      if (wished > Date.parse(until) || amountMinor === 0) return [];
      paidMinor += amountMinor;
      const withheldMinor = share === 1 ? withheldAtPayment(settings.country, place, invoice) : 0;
      const receivedMinor = amountMinor - withheldMinor;
      const input = {
        customerId,
        ...(ownerId === undefined ? {} : { ownerId }),
        amount: { amountMinor: receivedMinor, currency },
        receivedOn: dateIn(settings.timeZone, at),
        ...(methodId === undefined ? {} : { methodId }),
        reference: invoice.number,
        allocations: [
          { invoiceId: id, amountMinor: receivedMinor, ...(withheldMinor > 0 ? { withheldMinor } : {}) },
        ],
      };
      return [{ id: derivedId(context.orgId, `payment ${index} ${id}`), at, input }];
    });
  });
}

/**
 * What a customer withholds when paying: some in Colombia keep 2.5 % of the amount before tax, a usual rate for
 * purchases.
 */
function withheldAtPayment(
  country: string | undefined,
  place: number,
  { subtotal, lines = [] }: Invoice,
): number {
  const isInvoiced = lines.some(({ withholdingPercent }) => withholdingPercent !== undefined);
  return country === 'CO' && place % 6 === 1 && !isInvoiced ? Math.round(subtotal.amountMinor * 0.025) : 0;
}

/** A method in use. Earlier ones are more likely. */
export function methodOf(
  { settings: { paymentMethods } }: Pick<Context, 'settings'>,
  random: Random,
): string | undefined {
  const used = paymentMethods.filter(({ retired }) => !retired);
  return used[Math.floor(random() ** 2.2 * used.length)]?.id;
}
