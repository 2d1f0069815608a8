import { customValueIn } from '#contract/custom-value.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Column } from '#contract/lists/column.ts';
import type { ListedRecord } from '#contract/lists/list-operations.ts';
import type { Source } from './cells.ts';
import type { SqlRow } from './list-summary.ts';
import { columnNames, namesAt, type ColumnNames, type Sql, type SqlValue } from './sql.ts';

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

/** A column with its position and its SQL names. */
interface Placed {
  column: Column;
  at: number;
  names: ColumnNames;
}

/** The records of a database with these ids, in their order, with their values in the columns with some names. */
export function recordsIn(
  read: (sql: Sql) => SqlRow[],
  columns: readonly Column[],
  ids: readonly string[],
  shown: ReadonlySet<string>,
): ListedRecord[] {
  if (ids.length === 0) return [];
  const placed = columns.flatMap((column, at) =>
    shown.has(column.name) ? [{ column, at, names: namesAt(at) }] : [],
  );
  const selected = placed.flatMap(({ column, names }) => columnNames(column, names));
  const rows = read({
    text: `SELECT ${['id', 'remainder', ...selected].join(', ')} FROM records JOIN remainders USING (n) WHERE id IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(ids)],
  });
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [recordIn(placed, row)] : [];
  });
}

function recordIn(columns: readonly Placed[], row: SqlRow): ListedRecord {
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
