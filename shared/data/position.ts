/**
 * Where a card lies among others, as text that sorts: nine digits of base 36 that count milliseconds backwards, so that
 * new cards come to the top without looking at others, and digits behind them for places in between. Two cards never
 * want the same place but by a chance of one in a million; then their ids decide.
 */
const base = 36n;
const wholeDigits = 9;
const largestWhole = 36 ** wholeDigits - 1;
/** A place takes at most this many digits; before that, neighbours are spread anew. */
const digitsMax = 50;
/** Spread neighbours may take some more where even many of them lie close together. */
const spreadDigitsMax = 58;
/** Places to choose from at random, so that two who move to one gap at the same time do not meet. */
const leastRoom = base ** 4n;
/** Milliseconds that are left free behind the last card and before the first. */
const stepMost = 1_000;

/** The top of a stage at this moment, which must be ISO 8601 UTC. The id parts those of one moment. */
export function positionOfNew(now: string, id: string): string {
  return whole(largestWhole - Date.parse(now)) + fraction(id);
}

/** Before what is first now, and before what comes new. */
export function positionBefore(first: string, now: string, id: string): string {
  const fresh = positionOfNew(now, id);
  if (fresh < first) return fresh;
  return whole(wholeOf(first) - 1 - Math.floor(Math.random() * stepMost)) + fraction(id);
}

/** Behind what is last. */
export function positionAfter(last: string, id: string): string {
  return whole(wholeOf(last) + 1 + Math.floor(Math.random() * stepMost)) + fraction(id);
}

/** Somewhere between two places; undefined where there is no room left. */
export function positionBetween(before: string, after: string): string | undefined {
  for (let length = wholeDigits; length <= digitsMax; length += 1) {
    const low = numberOf(before, length);
    const room = numberOf(after, length) - low;
    if (room > leastRoom * 2n) return textOf(low + room / 4n + randomBelow(room / 2n), length);
  }
  return undefined;
}

/** So many places between two, far from each other; behind the first one only where nothing follows. */
export function positionsBetween(before: string, after: string | undefined, count: number): string[] {
  if (after === undefined) {
    const start = wholeOf(before);
    return Array.from({ length: count }, (_, index) => whole(start + (index + 1) * stepMost));
  }
  const parts = BigInt(count + 1);
  for (let length = wholeDigits; length <= spreadDigitsMax; length += 1) {
    const low = numberOf(before, length);
    const step = (numberOf(after, length) - low) / parts;
    if (step > leastRoom * 2n) {
      return Array.from({ length: count }, (_, index) => textOf(low + step * BigInt(index + 1), length));
    }
  }
  return [];
}

function whole(number: number): string {
  return Math.min(Math.max(number, 0), largestWhole).toString(36).padStart(wholeDigits, '0');
}

const wholeOf = (position: string): number => Number.parseInt(position.slice(0, wholeDigits), 36) || 0;

/** Four digits out of an id's last, which are random. */
function fraction(id: string): string {
  const number = Number.parseInt(id.replaceAll('-', '').slice(-8), 16) % 36 ** 4;
  return number.toString(36).padStart(4, '0').replace(/0+$/, '');
}

/** The first digits of a place as a number; digits that are not there are zeros. */
function numberOf(position: string, length: number): bigint {
  let number = 0n;
  for (const digit of position.slice(0, length).padEnd(length, '0')) {
    number = number * base + BigInt(Number.parseInt(digit, 36) || 0);
  }
  return number;
}

/** Trailing zeros say nothing and would make two texts of one place. */
function textOf(number: bigint, length: number): string {
  const digits = number.toString(36).padStart(length, '0');
  return digits.slice(0, wholeDigits) + digits.slice(wholeDigits).replace(/0+$/, '');
}

function randomBelow(limit: bigint): bigint {
  const random = BigInt(Math.floor(Math.random() * 2 ** 48));
  return (limit * random) >> 48n;
}
