/**
 * A card's rank is sortable text. Its first nine base-36 digits are lower for later milliseconds, so that a new card
 * comes first without other cards being read; further digits allow for ranks in between. Two new cards of the same
 * millisecond get the same rank with a probability of less than one in a million; their ids then determine the order.
 */
const base = 36n;
const wholeDigits = 9;
const largestWhole = 36 ** wholeDigits - 1;
/**
 * Maximum number of digits of a rank between two others. If it would need more, cards that follow are re-ranked in the
 * same transaction.
 */
const digitsMax = 50;
/**
 * Maximum number of digits of a rank after re-ranking. It is larger, because many cards share one gap, which can be
 * small.
 */
const spreadDigitsMax = 58;
/**
 * Minimum number of ranks to choose from at random, so that concurrent moves into the same gap rarely get the same
 * rank.
 */
const leastRoom = base ** 4n;
/** Maximum step, in milliseconds, from the first or last card to a rank beyond it. */
const stepMost = 1_000;

/** The rank at the top of a stage at an instant (ISO 8601 UTC). The id distinguishes cards of the same instant. */
export function positionOfNew(now: string, id: string): string {
  return whole(largestWhole - Date.parse(now)) + fraction(id);
}

/**
 * A rank before the first card: that of a new card or, if the first card already precedes new cards, an even lower one.
 */
export function positionBefore(first: string, now: string, id: string): string {
  const fresh = positionOfNew(now, id);
  if (fresh < first) return fresh;
  return whole(wholeOf(first) - 1 - Math.floor(Math.random() * stepMost)) + fraction(id);
}

/** A rank after the last card. */
export function positionAfter(last: string, id: string): string {
  return whole(wholeOf(last) + 1 + Math.floor(Math.random() * stepMost)) + fraction(id);
}

/** A rank between two others, or undefined if there is no room. */
export function positionBetween(before: string, after: string): string | undefined {
  for (let length = wholeDigits; length <= digitsMax; length += 1) {
    const low = numberOf(before, length);
    const room = numberOf(after, length) - low;
    if (room > leastRoom * 2n) return textOf(low + room / 4n + randomBelow(room / 2n), length);
  }
  return undefined;
}

/** Evenly spread ranks between two others, or after the first one if nothing follows. Empty if there is no room. */
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

/** Up to four digits from the random end of an id. */
function fraction(id: string): string {
  const number = Number.parseInt(id.replaceAll('-', '').slice(-8), 16) % 36 ** 4;
  return number.toString(36).padStart(4, '0').replace(/0+$/, '');
}

/** The first `length` digits of a rank as a number. Missing digits count as zeros. */
function numberOf(position: string, length: number): bigint {
  let number = 0n;
  for (const digit of position.slice(0, length).padEnd(length, '0')) {
    number = number * base + BigInt(Number.parseInt(digit, 36) || 0);
  }
  return number;
}

/** Trailing zeros after the first nine digits are dropped, because otherwise one rank could be written in two ways. */
function textOf(number: bigint, length: number): string {
  const digits = number.toString(36).padStart(length, '0');
  return digits.slice(0, wholeDigits) + digits.slice(wholeDigits).replace(/0+$/, '');
}

function randomBelow(limit: bigint): bigint {
  const random = BigInt(Math.floor(Math.random() * 2 ** 48));
  return (limit * random) >> 48n;
}
