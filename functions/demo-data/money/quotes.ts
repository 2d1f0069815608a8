import type { Quote } from '#contract/records/quote.ts';
import type { Order } from '#contract/records/order.ts';
import { buyerOf, partiesWith } from '#data/billing/parties.ts';
import type { Billing } from '#data/billing/settings.ts';
import type { Context } from '#data/organization/context.ts';
import { quoteRecords, quoteState } from '#data/records/quote.ts';
import { entryWith } from '#data/records/status-with.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { atWork } from '../hours.ts';
import { dayMs, daysBefore, pick, randomFor, type Random } from '../random.ts';
import { addRecords, type DemoInput } from '../records.ts';
import type { WorkTime } from '../work-time.ts';
import { demoBilling } from './billing.ts';
import { existingAt, nameOf, saleOfDeal, saleOfProducts, type Business, type Sale } from './sales.ts';

const validDays = 30;

/** What has become of quotes that are no orders, and how many days ago they were made. */
const outcomes = [
  { state: 'draft', count: 6, fromDays: 0, toDays: 6 },
  { state: 'sent', count: 12, fromDays: 2, toDays: 25 },
  { state: 'accepted', count: 3, fromDays: 8, toDays: 20 },
  { state: 'declined', count: 9, fromDays: 20, toDays: 330 },
  { state: 'expired', count: 7, fromDays: 40, toDays: 330 },
] as const;
type Outcome = (typeof outcomes)[number]['state'];

/** Adds quotes: one for about every second order, which accepted it, and others. */
export async function addQuotes(
  context: Context,
  business: Business,
  orders: readonly Order[],
  time: WorkTime,
): Promise<{ added: number; records: Quote[] }> {
  const billing = await demoBilling(context, business.content);
  const inputs = [...acceptedQuotes(context, business, orders), ...otherQuotes(context, business)].map(
    (one) => withParties(context, business, billing, one),
  );
  inputs.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return addRecords(context, quoteRecords, inputs, time);
}

/** Sent quotes keep a copy of seller and buyer. */
function withParties(
  { settings }: Context,
  { customers }: Business,
  billing: Billing,
  quote: DemoInput,
): DemoInput {
  const customer = customers.find(({ id }) => id === quote.input.customerId);
  if (!customer || quote.input.sentAt === undefined) return quote;
  const parties = partiesWith(settings, billing, buyerOf(customer));
  return { ...quote, input: { ...quote.input, parties } };
}

function acceptedQuotes(context: Context, business: Business, orders: readonly Order[]): DemoInput[] {
  return orders.flatMap((order) => {
    const id = derivedId(context.orgId, `quote ${order.id}`);
    const random = randomFor(id);
    const { customerId, dealId, contactId, ownerId, currency, lines = [], discountPercent } = order;
    const customer = business.customers.find((one) => one.id === customerId);
    if (!customer || random() < 0.5) return [];
    // A quote is older than its order, but not older than what it refers to.
    const others = [...business.deals, customer].filter((one) => one.id === dealId || one === customer);
    const since = Math.max(...others.map(({ createdAt }) => Date.parse(createdAt)));
    const wished = Date.parse(order.createdAt) - (3 + random() * 20) * dayMs;
    const madeMs = Math.max(since, wished);
    if (madeMs >= Date.parse(order.createdAt)) return [];
    const upTo = { ...context, now: order.createdAt };
    const at = atWork(random, madeMs, upTo, new Date(since).toISOString());
    const sale = { customerId: customer.id, dealId, contactId, ownerId, currency, lines, discountPercent };
    const answer = { sentAt: at, acceptedAt: order.createdAt, answeredBy: nameOf([customer], customer.id) };
    return [quoteOf(context, id, at, sale, { ...answer, orderId: order.id })];
  });
}

function otherQuotes(context: Context, business: Business): DemoInput[] {
  const open = business.deals.filter(({ closedAt }) => closedAt === undefined);
  return outcomes.flatMap(({ state, count, fromDays, toDays }) =>
    Array.from({ length: count }, (_, index) => {
      const id = derivedId(context.orgId, `quote ${state} ${index}`);
      const random = randomFor(id);
      const at = atWork(random, daysBefore(context.now, fromDays + random() * (toDays - fromDays)), context);
      const deals = state === 'sent' ? existingAt(open, at) : [];
      const customers = existingAt(business.customers, at);
      const sale =
        deals.length > 0
          ? saleOfDeal(context, business, pick(random, deals))
          : customers.length > 0
            ? saleOfProducts(context, business, random, pick(random, customers))
            : undefined;
      if (!sale) return [];
      const answer = answerTo(context, business, random, state, at);
      const quote = quoteOf(context, id, at, sale, answer);
      return [state === 'accepted' && index === 0 ? billedDirectly(context, quote) : quote];
    }).flat(),
  );
}

/** An accepted quote without an order, of which there is a draft of an invoice. */
const billedDirectly = ({ orgId }: Context, quote: DemoInput): DemoInput => ({
  ...quote,
  input: { ...quote.input, invoiceIds: [derivedId(orgId, `draft ${quote.id}`)] },
});

function answerTo(
  context: Context,
  { content }: Business,
  random: Random,
  state: Outcome,
  at: string,
): Record<string, unknown> {
  if (state === 'draft') return {};
  if (state !== 'accepted' && state !== 'declined') return { sentAt: at };
  const answeredAt = atWork(random, Date.parse(at) + (2 + random() * 14) * dayMs, context, at);
  if (state === 'accepted') return { sentAt: at, acceptedAt: answeredAt };
  return { sentAt: at, declinedAt: answeredAt, declineReason: pick(random, content.lostReasons) };
}

function quoteOf(
  { settings, now }: Context,
  id: string,
  at: string,
  sale: { [Name in keyof Sale]: Sale[Name] | undefined },
  answer: Record<string, unknown>,
): DemoInput {
  const quotedOn = dateIn(settings.timeZone, at);
  const validUntil = addDays(quotedOn, validDays);
  const state = quoteState({ ...answer, validUntil }, dateIn(settings.timeZone, now));
  const title = sale.lines?.[0]?.description.split('\n')[0]?.slice(0, 160);
  return {
    id,
    at,
    input: {
      ...sale,
      title,
      quotedOn,
      validUntil,
      ...answer,
      statusId: entryWith(settings.quoteStatuses, state),
    },
  };
}
