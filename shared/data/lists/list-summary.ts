import type { Column } from '#contract/lists/column.ts';
import type { Predicate } from './predicate.ts';
import { predicateSql, type ColumnNames, type Sql, type SqlValue } from './sql.ts';

/** How to divide records into groups, and the numbers and amounts to summarize. */
export interface Grouping {
  /** A column with ids. A record with several ids counts in the group of each id. */
  by?: Column | undefined;
  measures: readonly Column[];
  /** The records that are summarized by themselves, because they don't count. */
  apart?: Predicate | undefined;
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
  /** The records that don't count, which `measures` leaves out. Missing if there are none. */
  apart?: Pick<Group, 'count' | 'measures'>;
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
  { by, measures, apart, groupsMax }: Grouping,
): SummaryAnswer {
  const rows = read(
    groupsSql(namesOf, where, { by, measures, apart: measures.length > 0 ? apart : undefined }),
  );
  const keysOf = by?.kind === 'choices' ? keysIn(by) : keyOf;
  const counts = countsIn(rows, keysOf);
  if (!by && counts.size === 0) counts.set(null, 0);
  const groups = new Map(
    [...counts]
      .sort(([one, count], [other, most]) => most - count || ((one ?? '') < (other ?? '') ? -1 : 1))
      .slice(0, groupsMax)
      .map(([id, count]): [string | null, Group] => [id, { key: id, count, measures: {} }]),
  );
  const [counting, others] = [rows.filter((row) => !row.apart), rows.filter((row) => row.apart)];
  const apartCounts = countsIn(others, keysOf);
  for (const group of groups.values()) {
    const count = apartCounts.get(group.key);
    if (count !== undefined) group.apart = { count, measures: {} };
  }
  for (const [at, column] of measures.entries()) {
    addMeasure((key) => groups.get(key)?.measures, column, at, counting, keysOf);
    addMeasure((key) => groups.get(key)?.apart?.measures, column, at, others, keysOf);
    for (const group of groups.values()) group.measures[column.name] ??= [];
  }
  return { groups: [...groups.values()], count: counts.size };
}

/** The groups in which the records of a row count. */
type KeysOf = (row: SqlRow) => (string | null)[];

const keyOf: KeysOf = ({ ids = null }) => [ids as string | null];

/** Records are grouped by all their ids first, because few combinations are in use. */
function keysIn({ existing, merged }: Column): KeysOf {
  const known = existing && new Set(existing);
  return ({ ids }) => {
    const all = (JSON.parse(String(ids ?? '[]')) as string[]).map((id) => merged?.get(id) ?? id);
    const keys = [...new Set(all)].filter((id) => !known || known.has(id));
    return keys.length > 0 ? keys : [null];
  };
}

/**
 * Records by their ids, whether they count, and the currencies of all measures, so that one scan summarizes every
 * measure. The rows are few, because the amounts of a record usually have the same currency.
 */
function groupsSql(
  namesOf: (column: Column) => ColumnNames,
  where: Sql,
  { by, measures, apart }: Pick<Grouping, 'by' | 'measures' | 'apart'>,
): Sql {
  const separate = apart && predicateSql(apart, namesOf);
  const ids = by ? namesOf(by).value : 'NULL';
  const currencies = measures.flatMap((one) => (one.kind === 'money' ? [namesOf(one).currency] : []));
  const selected = measures.map((one, at) => measureSql(one, namesOf(one), at));
  return {
    text: `SELECT ${[`${ids} AS ids`, `${separate ? `ifnull(${separate.text}, 0)` : '0'} AS apart`, 'count(*) AS records', ...selected].join(', ')} FROM records WHERE ${where.text} GROUP BY ${['1', ...(separate ? ['2'] : []), ...new Set(currencies)].join(', ')}`,
    values: [...(separate?.values ?? []), ...where.values],
  };
}

/** The summary of a measure, in columns with the number of the measure. */
function measureSql({ kind }: Column, { value, currency }: ColumnNames, at: number): string {
  return `${kind === 'money' ? currency : 'NULL'} AS currency${at}, count(${value}) AS count${at}, total(${value}) AS sum${at}, min(${value}) AS min${at}, max(${value}) AS max${at}`;
}

function countsIn(rows: readonly SqlRow[], keysOf: KeysOf): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const row of rows)
    for (const key of keysOf(row)) counts.set(key, (counts.get(key) ?? 0) + Number(row.records));
  return counts;
}

function addMeasure(
  measuresOf: (key: string | null) => Group['measures'] | undefined,
  { name, kind }: Column,
  at: number,
  rows: readonly SqlRow[],
  keysOf: KeysOf,
): void {
  for (const row of rows) {
    if (row[`count${at}`] === 0) continue;
    const summary: Summary = {
      ...(kind === 'money' ? { currency: String(row[`currency${at}`]) } : {}),
      count: Number(row[`count${at}`]),
      sum: Number(row[`sum${at}`]),
      min: Number(row[`min${at}`]),
      max: Number(row[`max${at}`]),
    };
    for (const key of keysOf(row)) {
      const measures = measuresOf(key);
      if (measures) add((measures[name] ??= []), summary);
    }
  }
}

/** Adds a summary to the one of the same currency. */
function add(summaries: Summary[], { currency, count, sum, min, max }: Summary): void {
  const same = summaries.find((one) => one.currency === currency);
  if (!same) {
    summaries.push({ ...(currency === undefined ? {} : { currency }), count, sum, min, max });
    return;
  }
  same.count += count;
  same.sum += sum;
  same.min = Math.min(same.min, min);
  same.max = Math.max(same.max, max);
}
