import { settledMinorOf, type Allocation } from '#contract/document-fields.ts';

/**
 * The allocations without an amount that is taken from the last ones. What was withheld goes with the last of an
 * invoice's money. Null if none is left.
 */
export function withoutLast(allocations: readonly Allocation[], amountMinor: number): Allocation[] | null {
  let left = amountMinor;
  const kept = allocations.toReversed().flatMap((one): Allocation[] => {
    const taken = Math.min(left, one.amountMinor);
    left -= taken;
    return taken === one.amountMinor ? [] : [{ ...one, amountMinor: one.amountMinor - taken }];
  });
  return kept.length > 0 ? kept.toReversed() : null;
}

/** The allocations with a further amount for an invoice. */
export function withMore(
  allocations: readonly Allocation[],
  invoiceId: string,
  amountMinor: number,
): Allocation[] {
  if (amountMinor <= 0) return [...allocations];
  const known = allocations.find((one) => one.invoiceId === invoiceId);
  if (!known) return [...allocations, { invoiceId, amountMinor }];
  return allocations.map((one) =>
    one === known ? { ...one, amountMinor: one.amountMinor + amountMinor } : one,
  );
}

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
