import { settledMinorOf, type Allocation, type Settlement } from './document-fields.ts';

/**
 * An allocation or a settlement that settles less, or undefined for nothing. What was withheld stays as far as it fits
 * beside the smallest amount of money.
 */
export function settlingOnly<Part extends Pick<Allocation, 'amountMinor' | 'withheldMinor'>>(
  part: Part,
  minor: number,
): Part | undefined {
  if (minor <= 0) return undefined;
  if (minor >= settledMinorOf(part)) return part;
  const { withheldMinor = 0, ...rest } = part;
  const withheld = Math.min(withheldMinor, minor - 1);
  const settled = { ...rest, amountMinor: minor - withheld };
  return (withheld > 0 ? { ...settled, withheldMinor: withheld } : settled) as Part;
}

/** What a settlement was, how much is taken off it, and what is left. */
interface Taken {
  settlement: Settlement;
  takenMinor: number;
  rest: Settlement | undefined;
}

/** Takes an amount off settlements, the latest first. They keep their order. */
export function takenOff(settlements: readonly Settlement[], minor: number): Taken[] {
  let left = minor;
  return settlements
    .toReversed()
    .map((settlement) => {
      const settledMinor = settledMinorOf(settlement);
      const takenMinor = Math.min(left, settledMinor);
      left -= takenMinor;
      return { settlement, takenMinor, rest: settlingOnly(settlement, settledMinor - takenMinor) };
    })
    .toReversed();
}

/** How much of what is taken off was money, and how much had been withheld. */
export function releasedMinor(taken: readonly Taken[]): { paidMinor: number; withheldMinor: number } {
  const paidMinor = taken.reduce(
    (sum, { settlement, rest }) => sum + settlement.amountMinor - (rest?.amountMinor ?? 0),
    0,
  );
  return { paidMinor, withheldMinor: taken.reduce((sum, one) => sum + one.takenMinor, 0) - paidMinor };
}
