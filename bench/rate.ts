import { median } from './figure.ts';

/** Sends one request of a kind; `slot` is the connection's number. */
export type Send = (slot: number) => Promise<unknown>;

const roundMs = 1_000;

/** Requests a second of each kind with `connections` at once, in rounds in turn; the median of the rounds. */
export async function ratesOf<Name extends string>(
  kinds: Record<Name, Send>,
  connections: number,
  rounds: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(kinds) as Name[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const rate = await rateOf(kinds[name], connections);
      if (round >= 0) rates[name].push(rate);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(rates[name])])) as Record<Name, number>;
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
