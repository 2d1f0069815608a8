/** A generator of pseudorandom numbers between 0 and 1 (mulberry32). The same seed gives the same sequence. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export type Random = () => number;

/** A generator that is the same for the same record, whatever was drawn for others. */
export const randomFor = (id: string): Random => seededRandom(Number.parseInt(id.slice(0, 8), 16));

export const pick = <T>(random: Random, choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)] as T;

/** Parts of a comma-separated text. */
export const words = (text: string): string[] => text.split(', ');

export const dayMs = 86_400_000;

export const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * dayMs).toISOString();

/** A random time within the last year; recent times are more likely. */
export const demoInstant = (random: Random, now: string): string => daysBefore(now, random() ** 2.2 * 360);
