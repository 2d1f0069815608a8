import { median } from './figure.ts';

/** Sends one request of a kind; `slot` is the number of the connection. */
export type Send = (slot: number) => Promise<unknown>;

const roundMs = 500;

/**
 * Requests per second of each kind with this many connections, in alternating rounds: one figure per round.
 */
export async function ratesOf<Name extends string>(
  kinds: Record<Name, Send>,
  connections: number,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(kinds) as Name[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  // The first rounds warm up functions, statements and connections.
  for (let round = -2; round < rounds; round += 1) {
    for (const name of names) {
      const rate = await rateOf(kinds[name], connections);
      if (round >= 0) rates[name].push(rate);
    }
  }
  return rates;
}

/** Median of the ratios of each round, because a disturbance affects both sides of a round. */
export function ratioOf(rates: readonly number[], others: readonly number[]): number {
  return median(rates.map((rate, round) => rate / others[round]!));
}

async function rateOf(send: Send, connections: number): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  const work = async (slot: number) => {
    while (performance.now() - startedAt < roundMs) {
      await send(slot);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, slot) => work(slot)));
  return (done * 1_000) / (performance.now() - startedAt);
}
