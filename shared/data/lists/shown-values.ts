import { customValueIn } from '#contract/custom-value.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Column } from '#contract/lists/column.ts';
import type { ListedRecord } from '#contract/lists/list-operations.ts';
import type { Source } from './cells.ts';
import type { SqlRow } from './list-summary.ts';
import { columnNames, type ColumnNames, type SqlValue } from './sql.ts';

// Copies answer with the records of a page as they are stored. Most values can be told from the SQL columns; the others,
// such as texts with capital letters, are kept beside them.

/** Whether copies keep the values of a column as they are stored. Long texts would take too much memory. */
export const isKept = ({ isLong, isMinorUnits }: Column): boolean => !isLong && !isMinorUnits;

const storedIn = (source: Source, { name }: Column): unknown =>
  (name.startsWith(customColumnPrefix)
    ? customValueIn(source.custom, name.slice(customColumnPrefix.length))
    : source[name]) ?? undefined;

/** A value as far as its SQL columns tell it. */
function toldBy({ kind, shares }: Column, [value = null, second = null, third = null]: SqlValue[]): unknown {
  if (value === null && third === null) return undefined;
  if (shares !== undefined || kind === 'choices' || kind === 'phones') return JSON.parse(String(value));
  if (kind === 'money') return { amountMinor: value, currency: second };
  return kind === 'text' ? (third ?? value) : value;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));

/**
 * What the SQL columns don't tell of a record, as JSON: its version, then the position and the value of each column whose
 * value they don't tell.
 */
export function remainderOf(
  columns: readonly Column[],
  source: Source,
  values: readonly SqlValue[][],
): string {
  const remainder: unknown[] = [source.version ?? 0];
  for (const [at, column] of columns.entries()) {
    if (!isKept(column)) continue;
    const stored = storedIn(source, column);
    if (!isSame(toldBy(column, values[at] ?? []), stored)) remainder.push(at, stored ?? null);
  }
  return JSON.stringify(remainder);
}

/** The columns with their positions and SQL names. */
export type PlacedColumns = readonly { column: Column; at: number; names: ColumnNames }[];

/** The values of a record in some columns, from its row with their SQL columns, its id and its remainder. */
export function recordIn(columns: PlacedColumns, row: SqlRow): ListedRecord {
  const [version, ...rest] = JSON.parse(String(row.remainder)) as [number, ...unknown[]];
  const kept = new Map<number, unknown>();
  for (let place = 0; place < rest.length; place += 2) kept.set(Number(rest[place]), rest[place + 1]);
  const record: ListedRecord = { id: String(row.id), version };
  const custom: Record<string, unknown> = {};
  for (const { column, at, names } of columns) {
    const values = columnNames(column, names).map((name) => row[name] as SqlValue);
    const value = kept.has(at) ? kept.get(at) : toldBy(column, values);
    if (value === undefined || value === null) continue;
    if (column.name.startsWith(customColumnPrefix))
      custom[column.name.slice(customColumnPrefix.length)] = value;
    else record[column.name] = value;
  }
  return Object.keys(custom).length > 0 ? { ...record, custom } : record;
}
