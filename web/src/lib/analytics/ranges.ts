/** The date ranges that can be chosen by name. `rangeOf` returns their dates. */
export const rangeNames = ['year', 'quarter', 'month', 'thisYear', 'lastYear'] as const;
export type RangeName = (typeof rangeNames)[number];

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/**
 * First and last day of a named range as of `today` (`YYYY-MM-DD`). Ranges that are still running end today.
 * `yearStart` is the first month of the fiscal year (1 to 12).
 */
export function rangeOf(name: RangeName, today: string, yearStart = 1): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = (months: number) => iso(new Date(Date.UTC(year, month - 1 + months, 1)));
  /** Months since the fiscal year started. */
  const elapsed = (month - yearStart + 12) % 12;
  switch (name) {
    case 'year':
      return { from: first(-11), to: today };
    case 'quarter':
      return { from: first(-2), to: today };
    case 'month':
      return { from: first(0), to: today };
    case 'thisYear':
      return { from: first(-elapsed), to: today };
    case 'lastYear':
      return { from: first(-elapsed - 12), to: iso(new Date(Date.UTC(year, month - 1 - elapsed, 0))) };
  }
}
