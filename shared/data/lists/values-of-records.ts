import { phoneDigits } from '#contract/field.ts';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import { fold, foldCase } from '../values/search-terms.ts';
import type { SqlRow } from './list-summary.ts';
import { literalText, type ColumnNames, type Sql } from './sql.ts';

/** A record that has one of the values that were looked for, and that value as `comparedAs` returns it. */
export interface ValueOfRecord {
  id: string;
  value: string;
}

/** The form in which values are compared: phone numbers by their digits, texts without case and accents. */
export const comparedAs = (kind: string, value: string): string =>
  kind === 'phones' ? phoneDigits(value) : foldCase(value);

/** The records that have one of some values in a column. Of a column with several values per record, each is compared. */
export function valuesOfRecords(
  read: (sql: Sql) => SqlRow[],
  { kind, names }: { kind: ColumnKind; names: ColumnNames },
  values: readonly string[],
  within: Sql,
): ValueOfRecord[] {
  const compared = JSON.stringify(values.map((value) => comparedAs(kind, value)));
  const oneOf = 'IN (SELECT value FROM json_each(?))';
  const rows =
    kind === 'phones'
      ? read({
          text: `SELECT records.id AS id, one.value AS value FROM records, json_each(${names.value}) AS one WHERE ${within.text} AND ${names.value} IS NOT NULL AND one.value ${oneOf}`,
          values: [...within.values, compared],
        })
      : // Words are indexed, and a text has the same ones as each text that equals it.
        read({
          text: `SELECT id, ${literalText(names)} AS value FROM records WHERE ${within.text} AND ${names.value} ${oneOf} AND ${literalText(names)} ${oneOf}`,
          values: [...within.values, JSON.stringify(values.map(fold)), compared],
        });
  return rows.map((row) => ({ id: String(row.id), value: String(row.value) }));
}
