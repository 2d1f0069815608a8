import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { SqlRow } from './list-summary.ts';
import type { Sql } from './sql.ts';

/** A value that was looked for, and a record that has it. */
export interface ValueOfRecord {
  id: string;
  value: string;
}

/** The records that have one of some values in a column. Of a column with several values per record, each is compared. */
export function valuesOfRecords(
  read: (sql: Sql) => SqlRow[],
  { kind, sqlName }: { kind: ColumnKind; sqlName: string },
  values: readonly string[],
  within: Sql,
): ValueOfRecord[] {
  const [from, value] =
    kind === 'phones' ? [`records, json_each(${sqlName}) AS one`, 'one.value'] : ['records', sqlName];
  const rows = read({
    text: `SELECT records.id AS id, ${value} AS value FROM ${from} WHERE ${within.text} AND ${sqlName} IS NOT NULL AND ${value} IN (SELECT value FROM json_each(?))`,
    values: [...within.values, JSON.stringify(values)],
  });
  return rows.map((row) => ({ id: String(row.id), value: String(row.value) }));
}
