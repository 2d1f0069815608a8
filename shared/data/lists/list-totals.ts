import { putBounded } from '../store/bounded-cache.ts';
import type { Sql } from './sql.ts';

const totalsMax = 100;
/** Conditions with longer values, such as many ids, would take much memory. */
const lengthMax = 10_000;

/**
 * How many records match the conditions that were counted last, until a record changes. The further pages of a list, and
 * the same list again, need not count them anew.
 */
export class ListTotals {
  readonly #totals = new Map<string, number>();

  known(where: Sql): number | undefined {
    return this.#totals.get(nameOf(where));
  }

  keep(where: Sql, total: number): number {
    const name = nameOf(where);
    if (name.length <= lengthMax) putBounded(this.#totals, name, total, totalsMax);
    return total;
  }

  clear(): void {
    this.#totals.clear();
  }
}

const nameOf = ({ text, values }: Sql): string => JSON.stringify([text, values]);
