import type { Order } from '#contract/records/order.ts';
import type { Context } from '#data/organization/context.ts';
import { stateOf } from '#data/records/order.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { dateIn, startOfDay } from '#data/values/day.ts';
import { atWork } from '../hours.ts';
import { dayMs, pick, randomFor, seededRandom } from '../random.ts';
import { pricedProducts } from './catalog.ts';
import { lineOf, ownerOf, type Business, type Sale } from './sales.ts';

/** An invoice to issue. */
export interface PlannedInvoice {
  id: string;
  /** When it is issued, in working hours. */
  at: string;
  issuedOn: string;
  input: Sale & { orderId?: string; reference?: string };
}

/** Customers that are billed each month, and for how many months. */
const monthly = [12, 11, 9, 8, 6, 5, 3];

/** The end of yesterday: the last time at which a demo invoice is issued or paid. */
export const endOfYesterday = ({ now, settings: { timeZone } }: Context): string =>
  new Date(Date.parse(startOfDay(timeZone, dateIn(timeZone, now))) - 1).toISOString();

/** The invoices of a year up to yesterday, in the order in which they are issued. */
export function plannedInvoices(
  context: Context,
  business: Business,
  orders: readonly Order[],
): PlannedInvoice[] {
  const all = [...invoicesOfOrders(context, orders), ...monthlyInvoices(context, business)];
  return all.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const planned = (
  { settings: { timeZone } }: Context,
  id: string,
  at: string,
  input: PlannedInvoice['input'],
): PlannedInvoice => ({ id, at, issuedOn: dateIn(timeZone, at), input });

/** An invoice for each order that was delivered. */
function invoicesOfOrders(context: Context, orders: readonly Order[]): PlannedInvoice[] {
  const until = endOfYesterday(context);
  return orders.flatMap((order) => {
    const { customerId, dealId, contactId, ownerId, reference, currency, lines, discountPercent } = order;
    const id = derivedId(context.orgId, `invoice ${order.id}`);
    const random = randomFor(id);
    const { fulfilledAt } = order;
    if (stateOf(order, context.settings) !== 'fulfilled' || fulfilledAt === undefined) return [];
    if (customerId === undefined || lines === undefined) return [];
    const wished = Date.parse(fulfilledAt) + random() * 3 * dayMs;
    if (wished > Date.parse(until)) return [];
    const at = atWork(random, wished, { ...context, now: until }, fulfilledAt);
    const values = { customerId, dealId, contactId, ownerId, reference, currency, lines, discountPercent };
    // Customer, currency and lines are there.
    const input = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    const billed = lines.map((line, orderLine) => ({ ...line, orderLine }));
    return [planned(context, id, at, { ...(input as unknown as Sale), lines: billed, orderId: order.id })];
  });
}

/** Invoices on the first working day of each month, for customers with a plan. */
function monthlyInvoices(context: Context, { customers, products, owners }: Business): PlannedInvoice[] {
  const { orgId, settings } = context;
  const until = endOfYesterday(context);
  const plans = pricedProducts(products, settings.currency).filter(({ isRecurring }) => isRecurring);
  const oldest = customers.toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
  if (plans.length === 0) return [];
  return monthly.flatMap((months, index) => {
    const customer = oldest[index];
    if (!customer) return [];
    const random = seededRandom(4_000 + index);
    const plan = pick(random, plans);
    const quantity = 1 + Math.floor(random() * 4);
    const owner = ownerOf(random, customer, owners);
    return firstDays(settings.timeZone, until, months).flatMap((day) => {
      const id = derivedId(orgId, `invoice ${index} ${day.slice(0, 7)}`);
      const at = atWork(randomFor(id), startOfDay(settings.timeZone, day), { ...context, now: until });
      // In a month without a working day up to yesterday, nothing is billed yet.
      if (at < customer.createdAt || dateIn(settings.timeZone, at) < day) return [];
      const lines = [lineOf(plan, quantity)];
      const input = { customerId: customer.id, ...owner, currency: settings.currency, lines };
      return [planned(context, id, at, input)];
    });
  });
}

/** The first days of the last months, up to the month of an instant. */
function firstDays(timeZone: string, until: string, months: number): string[] {
  const [year = 0, month = 0] = dateIn(timeZone, until).split('-').map(Number);
  return Array.from({ length: months }, (_, index) =>
    new Date(Date.UTC(year, month - months + index, 1)).toISOString().slice(0, 10),
  );
}
