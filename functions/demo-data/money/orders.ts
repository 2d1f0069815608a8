import type { Order } from '#contract/records/order.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import type { Context } from '#data/organization/context.ts';
import { orderRecords, statusWith, type OrderState } from '#data/records/order.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { dateIn } from '#data/values/day.ts';
import { atWork } from '../hours.ts';
import { dayMs, daysBefore, pick, randomFor, type Random } from '../random.ts';
import { addRecords, type DemoInput } from '../records.ts';
import type { WorkTime } from '../work-time.ts';
import { existingAt, saleOfDeal, saleOfProducts, type Business, type Sale } from './sales.ts';
import { moneyTexts } from './texts.ts';

/** Orders without a deal, by what becomes of them, and how many days ago they were made. */
const others = [
  { outcome: 'usual', count: 44, fromDays: 10, toDays: 355 },
  { outcome: 'canceled', count: 4, fromDays: 15, toDays: 300 },
  { outcome: 'inPart', count: 3, fromDays: 5, toDays: 16 },
  { outcome: 'confirmed', count: 3, fromDays: 1, toDays: 6 },
  { outcome: 'draft', count: 5, fromDays: 0, toDays: 8 },
] as const;
type Outcome = (typeof others)[number]['outcome'];

/** Adds an order for each won deal, and others. Their codes have the order of their dates. */
export function addOrders(
  context: Context,
  business: Business,
  time: WorkTime,
): Promise<{ added: number; records: Order[] }> {
  const inputs = [...ordersOfDeals(context, business), ...otherOrders(context, business)];
  inputs.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return addRecords(context, orderRecords, inputs, time);
}

function ordersOfDeals(context: Context, business: Business): DemoInput[] {
  const { pipelines } = context.settings;
  const won = new Set(
    pipelines.flatMap(({ stages }) => stages.filter(({ meaning }) => meaning === 'won').map(({ id }) => id)),
  );
  return business.deals.flatMap((deal) => {
    const { id: dealId, stageId, closedAt } = deal;
    const sale = closedAt !== undefined && won.has(stageId) ? saleOfDeal(context, business, deal) : undefined;
    if (!sale || closedAt === undefined) return [];
    return [orderOf(context, business, derivedId(context.orgId, `order ${dealId}`), closedAt, sale)];
  });
}

function otherOrders(context: Context, business: Business): DemoInput[] {
  return others.flatMap(({ outcome, count, fromDays, toDays }) =>
    Array.from({ length: count }, (_, index) => {
      const id = derivedId(context.orgId, `order ${outcome} ${index}`);
      const random = randomFor(id);
      const days = fromDays + ((index + random()) / count) * (toDays - fromDays);
      const at = atWork(random, daysBefore(context.now, days), context);
      const customers = existingAt(business.customers, at);
      const sale =
        customers.length > 0 ? saleOfProducts(context, business, random, pick(random, customers)) : undefined;
      return sale ? [orderOf(context, business, id, at, sale, outcome)] : [];
    }).flat(),
  );
}

function orderOf(
  context: Context,
  { content }: Business,
  id: string,
  at: string,
  sale: Sale,
  outcome: Outcome = 'usual',
): DemoInput {
  const random = randomFor(id);
  const { settings } = context;
  const reference = random() < 0.35 ? `PO-${1_000 + Math.floor(random() * 9_000)}` : undefined;
  const lines = outcome === 'inPart' ? withSeveral(sale.lines) : sale.lines;
  const { state, ...values } = orderWay(context, random, at, lines, outcome);
  return {
    id,
    at,
    input: {
      ...sale,
      lines,
      orderedOn: dateIn(settings.timeZone, at),
      ...(reference === undefined ? {} : { reference }),
      ...values,
      ...(state === 'canceled' ? { cancelReason: moneyTexts[content.language].cancelOrder } : {}),
      statusId: statusWith(settings, state),
    },
  };
}

/** Lines of which a part can be delivered. */
const withSeveral = ([first, ...rest]: readonly DocumentLine[]): DocumentLine[] =>
  first ? [{ ...first, quantity: first.quantity + 3 }, ...rest] : [];

interface Way {
  state: OrderState;
  confirmedAt?: string;
  fulfilledAt?: string;
  canceledAt?: string;
  fulfilled?: number[];
}

/** What has become of an order: most are delivered within two weeks. */
function orderWay(
  context: Context,
  random: Random,
  at: string,
  lines: readonly DocumentLine[],
  outcome: Outcome,
): Way {
  const later = (from: string, days: number): string =>
    atWork(random, Math.min(Date.parse(from) + days * dayMs, Date.parse(context.now)), context, from);
  if (outcome === 'draft') return { state: 'draft' };
  const confirmedAt = later(at, random() * 2);
  const deliveredAfterDays = 2 + random() * 10;
  const isDelivered = Date.parse(context.now) - Date.parse(confirmedAt) > (deliveredAfterDays + 1) * dayMs;
  if (outcome === 'canceled') return { state: 'canceled', confirmedAt, canceledAt: later(confirmedAt, 3) };
  const ordered = lines.map(({ quantity }) => quantity);
  if (outcome === 'inPart') {
    const fulfilled = ordered.map((quantity, place) => (place === 0 ? Math.floor(quantity / 2) : 0));
    return { state: 'confirmed', confirmedAt, fulfilled };
  }
  if (outcome === 'confirmed' || !isDelivered) return { state: 'confirmed', confirmedAt };
  const fulfilledAt = later(confirmedAt, deliveredAfterDays);
  return { state: 'fulfilled', confirmedAt, fulfilled: ordered, fulfilledAt };
}
