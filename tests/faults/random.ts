/** Creates a generator of pseudo-random values (mulberry32). The same seed yields the same values. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    oneOf: (choices) => choices[below(choices.length)] as never,
  };
}

export interface Random {
  /** An integer from 0 up to, but not including, the limit. */
  below: (limit: number) => number;
  chance: (probability: number) => boolean;
  oneOf: <T>(choices: readonly T[]) => T;
}
