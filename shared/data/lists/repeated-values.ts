import type { SqlRow } from './list-summary.ts';
import type { Sql } from './sql.ts';

/** Values that several records outside the trash have. */
export interface RepeatedValues {
  count: number;
  /** Ids of some of these records, those with the same value together. */
  ids: string[];
}

/** `value` is SQL. `within` is the condition for the records whose ids are returned. All records are counted. */
export function repeatedValues(
  read: (sql: Sql) => SqlRow[],
  value: string,
  within: Sql,
  idsMax: number,
): RepeatedValues {
  const repeated = `SELECT ${value} FROM records WHERE d IS NULL AND ${value} IS NOT NULL GROUP BY 1 HAVING count(*) > 1`;
  const [counted] = read({ text: `SELECT count(*) AS count FROM (${repeated})`, values: [] });
  const rows = read({
    text: `SELECT id FROM records WHERE ${within.text} AND ${value} IN (${repeated}) ORDER BY ${value}, id LIMIT ?`,
    values: [...within.values, idsMax],
  });
  return { count: Number(counted?.count), ids: rows.map(({ id }) => String(id)) };
}
