import type { AggregateOptions, DatabaseSync } from 'node:sqlite';
import type { Column } from '#contract/lists/column.ts';
import type { SqlRow } from './list-summary.ts';
import type { Predicate } from './predicate.ts';
import { joinSql, predicateSql, type ColumnNames, type Sql } from './sql.ts';

/** How to divide records into groups, and what to sum in each. */
export interface Sums {
  /** A column with one id, or one with shares: all sums are then those of the shares of each id, whatever their column. */
  by: Column;
  /** Also divides the groups by the currency of these amounts. */
  currencyOf?: Column | undefined;
  /** Each over the records that match its predicate. Without a column, they are counted. */
  sums: readonly { column?: Column | undefined; filter?: Predicate | undefined }[];
}

export interface SumsOfGroup {
  /** Null for records without an id. */
  key: string | null;
  /** Null without `currencyOf`, and for records without an amount. */
  currency: string | null;
  sums: number[];
}

/** All sums over the records that a condition selects, from a single scan. */
export function sumsBy(
  read: (sql: Sql) => SqlRow[],
  namesOf: (column: Column) => ColumnNames,
  where: Sql,
  { by, currencyOf, sums }: Sums,
): SumsOfGroup[] {
  const { value: key, shares } = namesOf(by);
  const hasShares = by.shares !== undefined;
  const currency = currencyOf && namesOf(currencyOf).currency;
  const selected = sums.map(({ column, filter }, at): Sql => {
    const sum = hasShares ? `shares(${shares})` : `total(${column ? namesOf(column).value : '1'})`;
    const { text, values } = filter ? predicateSql(filter, namesOf) : { text: '1', values: [] };
    return { text: `${sum} FILTER (WHERE ${text}) AS sum${at}`, values };
  });
  const { text, values } = joinSql(selected, ', ');
  // Grouping by a constant, too, would make the scan slower.
  const groups = [...(hasShares ? [] : [key]), ...(currency ? [currency] : [])].join(', ');
  const rows = read({
    text: `SELECT ${hasShares ? 'NULL' : key} AS id, ${currency ?? 'NULL'} AS currency, ${text} FROM records WHERE ${where.text}${groups && ` GROUP BY ${groups} ORDER BY ${groups}`}`,
    values: [...values, ...where.values],
  });
  if (hasShares) return rows.flatMap((row) => groupsOfShares(row, sums.length));
  return rows.map((row) => ({
    key: row.id as string | null,
    currency: row.currency as string | null,
    sums: sums.map((_, at) => Number(row[`sum${at}`])),
  }));
}

/** `[id, share, id, share, …]`, which takes less time to read than an object. */
export const sharesText = (shares: Readonly<Record<string, number>>): string =>
  JSON.stringify(Object.entries(shares).flat());

type Shares = Map<string, number>;

/**
 * Adds the SQL function `shares`, which sums shares by id. Without it, SQLite would make a row of each share and sort all
 * of them, which takes longer.
 */
export function addSharesFunction(db: DatabaseSync): void {
  const options = {
    deterministic: true,
    start: (): Shares => new Map(),
    step: (totals: Shares, text: string): Shares => {
      const shares = JSON.parse(text) as (string | number)[];
      for (let at = 0; at < shares.length; at += 2) {
        const id = shares[at] as string;
        totals.set(id, (totals.get(id) ?? 0) + (shares[at + 1] as number));
      }
      return totals;
    },
    result: (totals: Shares): string => JSON.stringify([...totals]),
  };
  // The types allow only SQL values between the steps.
  db.aggregate('shares', options as unknown as AggregateOptions);
}

/** The groups of a row with sums of shares. */
function groupsOfShares({ currency = null, ...row }: SqlRow, sumCount: number): SumsOfGroup[] {
  const sums = Array.from(
    { length: sumCount },
    (_, at) => new Map(JSON.parse(String(row[`sum${at}`])) as [string, number][]),
  );
  const keys = new Set(sums.flatMap((totals) => [...totals.keys()]));
  return [...keys].sort().map((key) => ({
    key,
    currency: currency as string | null,
    sums: sums.map((totals) => totals.get(key) ?? 0),
  }));
}
