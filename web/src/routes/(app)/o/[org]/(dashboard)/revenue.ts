import { client } from '#lib/api/client.ts';
import { rangeOf } from '#lib/analytics/ranges.ts';

/** What was won and what was paid in a month, in minor units of the organization's currency. */
interface Month {
  start: string;
  wonMinor: number;
  paidMinor: number;
}
interface Options {
  orgId: string;
  /** YYYY-MM-DD. */
  today: string;
  signal: AbortSignal;
}

/** Which amounts to read. Those that are left out are 0. */
interface Series {
  won: boolean;
  paid: boolean;
}

/** The last twelve months, oldest first. Refunds are subtracted from what was paid. */
export async function readMonths({ orgId, today, signal }: Options, { won, paid }: Series): Promise<Month[]> {
  const input = { orgId, ...rangeOf('year', today), by: 'month' as const };
  const [deals, payments] = await Promise.all([
    won ? client.analytics.deals(input, { signal }) : undefined,
    paid ? client.analytics.payments(input, { signal }) : undefined,
  ]);
  return (
    (deals ?? payments)?.periods.map(({ start }, place) => {
      const received = payments?.periods[place]?.values;
      return {
        start,
        wonMinor: deals?.periods[place]?.values.wonMinor ?? 0,
        paidMinor: received ? received.receivedMinor - received.refundedMinor : 0,
      };
    }) ?? []
  );
}

/** Number of customers that the card names. */
const named = 6;

/** The customers with the largest won value of the last twelve months, and the sum of all others with the id `others`. */
export async function readCustomers({ orgId, today, signal }: Options): Promise<Part[]> {
  const input = { orgId, ...rangeOf('year', today), by: 'month' as const };
  const { parts, totals } = await client.analytics.customerRevenue(input, { signal });
  const top = parts.slice(0, named).map(({ id, values }) => ({ id, wonMinor: values.wonMinor }));
  const rest = top.reduce((left, { wonMinor }) => left - wonMinor, totals.wonMinor);
  return rest > 0 ? [...top, { id: 'others', wonMinor: rest }] : top;
}
interface Part {
  id: string;
  wonMinor: number;
}
