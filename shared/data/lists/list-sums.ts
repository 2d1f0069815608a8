import type { Column } from '#contract/lists/column.ts';
import type { SqlRow } from './list-summary.ts';
import type { Predicate } from './predicate.ts';
import { joinSql, predicateSql, type ColumnNames, type Sql } from './sql.ts';

/** How to divide records into groups, and what to sum in each. */
export interface Sums {
  /** A column with one id. Records count once for each id of a column with shares, which are then summed. */
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
  const { value: key, amounts } = namesOf(by);
  const currency = currencyOf && namesOf(currencyOf).currency;
  const [id, from] = by.shares ? ['share.key', `records, json_each(${amounts}) AS share`] : [key, 'records'];
  const selected = sums.map(({ column, filter }, at): Sql => {
    const value = column ? (column.shares ? 'share.value' : namesOf(column).value) : '1';
    const { text, values } = filter ? predicateSql(filter, namesOf) : { text: '1', values: [] };
    return { text: `total(${value}) FILTER (WHERE ${text}) AS sum${at}`, values };
  });
  const { text, values } = joinSql(selected, ', ');
  // Grouping by a constant, too, would make the scan slower.
  const groups = currency ? '1, 2' : '1';
  const rows = read({
    text: `SELECT ${id} AS id, ${currency ?? 'NULL'} AS currency, ${text} FROM ${from} WHERE ${where.text} GROUP BY ${groups} ORDER BY ${groups}`,
    values: [...values, ...where.values],
  });
  return rows.map((row) => ({
    key: row.id as string | null,
    currency: row.currency as string | null,
    sums: sums.map((_, at) => Number(row[`sum${at}`])),
  }));
}
