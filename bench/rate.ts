import { median } from './figure.ts';

/** Sends one request of a kind; `slot` is the number of the connection. */
export type Send = (slot: number) => Promise<unknown>;

const defaultRoundMs = 500;

/**
 * Measures the requests per second of each kind with this many connections, in alternating rounds: one figure per
 * round.
 */
export async function ratesOf<Name extends string>(
  kinds: Record<Name, Send>,
  connections: number,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const costs = await costsOf(kinds, connections, rounds);
  return Object.fromEntries(
    Object.entries<Cost[]>(costs).map(([name, all]) => [name, all.map(({ rate }) => rate)]),
  ) as Record<Name, number[]>;
}

/** Requests per second, and milliseconds of this process's CPU time per request. */
export type Cost = { rate: number; cpu: number };

/** Like `ratesOf`, plus the CPU time of this process per request. */
export async function costsOf<Name extends string>(
  kinds: Record<Name, Send>,
  connections: number,
  rounds: number,
  roundMs = defaultRoundMs,
): Promise<Record<Name, Cost[]>> {
  const names = Object.keys(kinds) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>;
  // The first rounds warm up functions, statements and connections.
  for (let round = -2; round < rounds; round += 1) {
    // Each kind goes first in turn, because one measurement can affect the next.
    const first = (round + names.length) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const startedAt = process.cpuUsage();
      const { rate, done } = await rateOf(kinds[name], connections, roundMs);
      const { user, system } = process.cpuUsage(startedAt);
      if (round >= 0) costs[name].push({ rate, cpu: (user + system) / 1000 / done });
    }
  }
  return costs;
}

/** The median of the ratios of all rounds, because a disturbance affects both sides of a round. */
export function ratioOf(rates: readonly number[], others: readonly number[]): number {
  return median(rates.map((rate, round) => rate / others[round]!));
}

async function rateOf(
  send: Send,
  connections: number,
  roundMs: number,
): Promise<{ rate: number; done: number }> {
  let done = 0;
  const startedAt = performance.now();
  const work = async (slot: number) => {
    while (performance.now() - startedAt < roundMs) {
      await send(slot);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, slot) => work(slot)));
  return { rate: (done * 1_000) / (performance.now() - startedAt), done };
}
