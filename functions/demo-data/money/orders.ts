import type { DocumentLine } from '#contract/document-fields.ts';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { orderRecords, statusWith, type OrderState } from '#data/records/order.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { dateIn } from '#data/values/day.ts';
import { atWork } from '../hours.ts';
import { dayMs, daysBefore, pick, randomFor, type Random } from '../random.ts';
import { addRecords, type DemoInput } from '../records.ts';
import type { WorkTime } from '../work-time.ts';
import { existingAt, saleOfDeal, saleOfProducts, type Business, type Sale } from './sales.ts';
import { moneyTexts } from './texts.ts';

/** Orders without a deal: over the whole year, and recent drafts. */
const [ordersMade, draftsMade] = [48, 5];

/** Adds an order for each won deal, and others. Their codes have the order of their dates. */
export function addOrders(
  context: Context,
  business: Business,
  time: WorkTime,
): Promise<{ added: number; records: AnyRecord[] }> {
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
    const { id: dealId, stageId, closedAt } = deal as AnyRecord & { stageId: string; closedAt?: string };
    const sale = closedAt !== undefined && won.has(stageId) ? saleOfDeal(context, business, deal) : undefined;
    if (!sale || closedAt === undefined) return [];
    return [orderOf(context, business, derivedId(context.orgId, `order ${dealId}`), closedAt, sale)];
  });
}

function otherOrders(context: Context, business: Business): DemoInput[] {
  return Array.from({ length: ordersMade + draftsMade }, (_, index) => {
    const id = derivedId(context.orgId, `order ${index}`);
    const random = randomFor(id);
    const days = index < ordersMade ? 9 + random() * 345 : random() * 8;
    const at = atWork(random, daysBefore(context.now, days), context);
    const customers = existingAt(business.customers, at);
    const sale =
      customers.length > 0 ? saleOfProducts(context, business, random, pick(random, customers)) : undefined;
    return sale ? [orderOf(context, business, id, at, sale, index >= ordersMade)] : [];
  }).flat();
}

function orderOf(
  context: Context,
  { content }: Business,
  id: string,
  at: string,
  sale: Sale,
  isDraft = false,
): DemoInput {
  const random = randomFor(id);
  const { settings } = context;
  const reference = random() < 0.35 ? `PO-${1_000 + Math.floor(random() * 9_000)}` : undefined;
  const way = isDraft ? { state: 'draft' as const } : orderWay(context, random, at, sale.lines);
  const { state, ...values } = way;
  return {
    id,
    at,
    input: {
      ...sale,
      orderedOn: dateIn(settings.timeZone, at),
      ...(reference === undefined ? {} : { reference }),
      ...values,
      ...(state === 'canceled' ? { cancelReason: moneyTexts[content.language].cancelOrder } : {}),
      statusId: statusWith(settings, state),
    },
  };
}

interface Way {
  state: OrderState;
  confirmedAt?: string;
  fulfilledAt?: string;
  canceledAt?: string;
  fulfilled?: number[];
}

/** What has become of an order: most are delivered within two weeks, and some that are recent in part. */
function orderWay(context: Context, random: Random, at: string, lines: readonly DocumentLine[]): Way {
  const later = (from: string, days: number): string =>
    atWork(random, Math.min(Date.parse(from) + days * dayMs, Date.parse(context.now)), context, from);
  const ageDays = (Date.parse(context.now) - Date.parse(at)) / dayMs;
  if (ageDays < 3) return random() < 0.5 ? { state: 'draft' } : { state: 'confirmed', confirmedAt: at };
  const confirmedAt = later(at, random() * 2);
  if (random() < 0.05) return { state: 'canceled', confirmedAt, canceledAt: later(confirmedAt, 3) };
  const ordered = lines.map(({ quantity }) => quantity);
  const deliveredAfterDays = 2 + random() * 12;
  if (ageDays > deliveredAfterDays + 4) {
    const fulfilledAt = later(confirmedAt, deliveredAfterDays);
    return { state: 'fulfilled', confirmedAt, fulfilled: ordered, fulfilledAt };
  }
  const part = ordered.map((quantity, place) => (place === 0 ? Math.ceil(quantity / 2) : 0));
  const isPart = ordered.some((quantity, place) => part[place] !== quantity);
  return { state: 'confirmed', confirmedAt, ...(isPart ? { fulfilled: part } : {}) };
}
