/** The bytes of JSON that still fit into a response. */
export interface ByteBudget {
  left: number;
}

/** The first values that fit, and whether others don't. Those after the first one that doesn't fit are left out as well. */
export function fitting<T>(budget: ByteBudget, values: readonly T[]): { values: T[]; isCut: boolean } {
  const kept: T[] = [];
  for (const value of values) {
    const bytes = Buffer.byteLength(JSON.stringify(value)) + 1;
    if (bytes > budget.left) return { values: kept, isCut: true };
    budget.left -= bytes;
    kept.push(value);
  }
  return { values: kept, isCut: false };
}
