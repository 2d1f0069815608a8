import type { Column } from '#contract/lists/column.ts';
import type { Clue } from '../duplicates/clues.ts';
import type { SqlRow } from './list-summary.ts';
import { joinSql, type ColumnNames, type Sql } from './sql.ts';

/** What a column of similar records can contain. */
export interface ColumnClue extends Omit<Clue, 'field'> {
  column: Column;
}

export interface ClosestBounds {
  /** The lowest number of points. */
  least: number;
  limit: number;
}

/**
 * The ids of the records with the most points for what their columns contain. Of two with the same points, the one with
 * the shorter value in the first column comes first, because the other one also contains something else.
 */
export function closestRecords(
  read: (sql: Sql) => SqlRow[],
  namesOf: (column: Column) => ColumnNames,
  clues: readonly ColumnClue[],
  within: Sql,
  { least, limit }: ClosestBounds,
): string[] {
  const [first] = clues;
  if (!first) return [];
  const points = joinSql(
    clues.map((clue) => pointsSql(clue, namesOf(clue.column).value)),
    ' + ',
  );
  const scored = `SELECT id, ${points.text} AS points, length(${namesOf(first.column).value}) AS size FROM records WHERE ${within.text}`;
  const rows = read({
    text: `SELECT id FROM (${scored}) WHERE points >= ? ORDER BY points DESC, size, id LIMIT ?`,
    values: [...points.values, ...within.values, least, limit],
  });
  return rows.map(({ id }) => String(id));
}

/** The points of a column: the sum of those of the parts that it contains. A column without a value has none. */
function pointsSql({ parts, ignoresSpaces, otherwise }: ColumnClue, sqlName: string): Sql {
  const value = ignoresSpaces ? `replace(${sqlName}, ' ', '')` : sqlName;
  const sum = joinSql(
    parts.map(({ text, points }) => ({ text: `? * (instr(${value}, ?) > 0)`, values: [points, text] })),
    ' + ',
  );
  return {
    text: `CASE WHEN ${sqlName} IS NULL THEN 0 ELSE coalesce(nullif(${sum.text}, 0), ?) END`,
    values: [...sum.values, otherwise],
  };
}
