import { limits } from '#contract/limits.ts';

/** A part of a report, such as a customer. */
export interface Part<Name extends string> {
  id: string;
  values: Record<Name, number>;
}

/** The first parts of a report, and all others together with the id `others`. */
export function largestParts<Name extends string>(
  names: readonly Name[],
  sorted: readonly Part<Name>[],
): Part<Name>[] {
  const others = sorted.slice(limits.reportCustomers);
  return [
    ...sorted.slice(0, limits.reportCustomers),
    ...(others.length > 0 ? [{ id: 'others', values: totalsOf(names, others) }] : []),
  ];
}

/** The values of all parts together. */
export function totalsOf<Name extends string>(
  names: readonly Name[],
  parts: readonly Pick<Part<Name>, 'values'>[],
): Record<Name, number> {
  const sumOf = (name: Name): number => safe(parts.reduce((sum, { values }) => sum + values[name], 0));
  return Object.fromEntries(names.map((name) => [name, sumOf(name)])) as Record<Name, number>;
}

/** The closest number that JSON can contain exactly. */
export const safe = (sum: number): number =>
  Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, sum));
