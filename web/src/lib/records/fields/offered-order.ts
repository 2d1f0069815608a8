import { folded } from '#lib/commands/match.ts';

/**
 * Rows in the order in which people look for them: first those whose title begins with what was typed, then those in which
 * a word does, then those that contain it, then those that match by something else.
 */
export function byTitle<Row>(rows: readonly Row[], titleOf: (row: Row) => string, typed: string): Row[] {
  const term = folded(typed.trim());
  const place = (row: Row): number => {
    const title = folded(titleOf(row));
    if (title.startsWith(term)) return 0;
    const at = title.indexOf(term);
    if (at < 0) return 3;
    return ` ${title}`.includes(` ${term}`) ? 1 : 2;
  };
  return rows.toSorted((one, other) => place(one) - place(other));
}
