import type { Allocation } from '#contract/document-fields.ts';

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
