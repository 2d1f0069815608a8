import type { Column } from '#contract/lists/column.ts';
import type { ColumnNames, Sql, SqlValue } from './sql.ts';

/** How to divide records into groups, and the numbers and amounts to summarize. */
export interface Grouping {
  /** A column with ids. A record with several ids counts in the group of each id. */
  by?: Column | undefined;
  measures: readonly Column[];
  /** Only this number of groups is returned. */
  groupsMax: number;
}

export interface Summary {
  /** Amounts have a summary for each currency. */
  currency?: string;
  /** Number of records with a value. */
  count: number;
  sum: number;
  min: number;
  max: number;
}

export interface Group {
  /** An id; null for records without an id, and in a summary that isn't grouped by a column. */
  key: string | null;
  count: number;
  /** Summaries by column name. The list is empty for a column without values in this group. */
  measures: Record<string, Summary[]>;
}

export interface SummaryAnswer {
  groups: Group[];
  /** Number of all groups. */
  count: number;
}

export type SqlRow = Record<string, SqlValue>;

/** Counts and summarizes the records that a condition selects. Without `by`, all of them are one group. */
export function summarize(
  read: (sql: Sql) => SqlRow[],
  namesOf: (column: Column) => ColumnNames,
  where: Sql,
  { by, measures, groupsMax }: Grouping,
): SummaryAnswer {
  const { from, key } = keysOf(by, namesOf);
  const rowsOf = (column: Column | undefined) => {
    const selected = column ? measureSql(column, namesOf(column)) : 'count(*) AS records';
    const grouped = column?.kind === 'money' ? '1, 2' : '1';
    const text = `SELECT ${key} AS key, ${selected} FROM ${from.text} WHERE ${where.text} GROUP BY ${grouped}`;
    return read({ text, values: [...from.values, ...where.values] });
  };
  // The groups are counted together with the first measure.
  const [first, ...others] = measures;
  const counted = rowsOf(first);
  const counts = countsIn(counted);
  if (!by && counts.size === 0) counts.set(null, 0);
  const groups = new Map(
    [...counts]
      .sort(([one, count], [other, most]) => most - count || ((one ?? '') < (other ?? '') ? -1 : 1))
      .slice(0, groupsMax)
      .map(([id, count]): [string | null, Group] => [id, { key: id, count, measures: {} }]),
  );
  if (first) addMeasure(groups, first, counted);
  for (const column of others) addMeasure(groups, column, rowsOf(column));
  return { groups: [...groups.values()], count: counts.size };
}

/** The rows to group, and their key. A record without ids, or without one that exists, has one row with a null key. */
function keysOf(
  by: Column | undefined,
  namesOf: (column: Column) => ColumnNames,
): { from: Sql; key: string } {
  const value = by ? namesOf(by).value : 'NULL';
  if (by?.kind !== 'choices') return { from: { text: 'records', values: [] }, key: value };
  const isThere = by.existing ? 'each.value IN (SELECT value FROM json_each(?))' : '1';
  return {
    from: {
      text: `records LEFT JOIN json_each(${value}) AS each ON ${isThere}`,
      values: by.existing ? [JSON.stringify(by.existing)] : [],
    },
    key: 'each.value',
  };
}

/** The number of records of a group, and the summary of a column's values. */
function measureSql({ kind }: Column, { value, currency }: ColumnNames): string {
  return `${kind === 'money' ? currency : 'NULL'} AS currency, count(*) AS records, count(${value}) AS count, total(${value}) AS sum, min(${value}) AS min, max(${value}) AS max`;
}

function countsIn(rows: readonly SqlRow[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const row of rows) {
    const id = keyOf(row);
    counts.set(id, (counts.get(id) ?? 0) + Number(row.records));
  }
  return counts;
}

function addMeasure(
  groups: ReadonlyMap<string | null, Group>,
  { name, kind }: Column,
  rows: readonly SqlRow[],
): void {
  for (const group of groups.values()) group.measures[name] = [];
  for (const row of rows) {
    if (row.count === 0) continue;
    groups.get(keyOf(row))?.measures[name]?.push({
      ...(kind === 'money' ? { currency: String(row.currency) } : {}),
      count: Number(row.count),
      sum: Number(row.sum),
      min: Number(row.min),
      max: Number(row.max),
    });
  }
}

const keyOf = ({ key = null }: SqlRow): string | null => key as string | null;
