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
  const value = by && namesOf(by).value;
  // A record without ids has one row with a null key.
  const isMany = by?.kind === 'choices';
  const from = isMany ? `records LEFT JOIN json_each(${value}) AS each` : 'records';
  const key = isMany ? 'each.value' : (value ?? 'NULL');
  const rowsOf = (column: Column | undefined) => {
    const selected = column ? measureSql(column, namesOf(column)) : 'count(*) AS records';
    const grouped = column?.kind === 'money' ? '1, 2' : '1';
    const text = `SELECT ${key} AS key, ${selected} FROM ${from} WHERE ${where.text} GROUP BY ${grouped}`;
    return read({ text, values: where.values });
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
