import type { SQLOutputValue } from 'node:sqlite';
import type { Column } from '#contract/lists/column.ts';
import { joinSql, type ColumnNames, type Sql, type SqlValue } from './sql.ts';

/** Sort keys of ids, such as the folded names of members. Ids without one are sorted as empty. */
export type Labels = ReadonlyMap<string, string | number>;

export interface Sort {
  column: Column;
  isDescending: boolean;
  /** Required for columns with ids. A record with several ids is sorted by the lowest of their labels. */
  labels?: Labels | undefined;
}

/** The sort values and the id of the record after which the next page begins. */
export interface Position {
  values: readonly SqlValue[];
  id: string;
}

/** Number of values in the position of a row. */
export const positionLength = (sorts: readonly Sort[]): number =>
  sorts.reduce((sum, { column: { kind } }) => sum + (kind === 'money' || kind === 'choice' ? 3 : 2), 0);

/** A value that rows are sorted by, or whether there is one. */
interface SortKey {
  /** Name of the selected value. */
  name: string;
  isDescending: boolean;
  isPresence: boolean;
}

/** The beginning of a text in sort order, which is short enough for cursors. */
export const sortedText = ({ value, sort }: ColumnNames): string =>
  `substr(ifnull(${sort}, ${value}), 1, 200)`;

/** Finds the lowest label of ids in a JSON array. Each array is parsed once, because many records have the same. */
export function lowestLabel(labels: Labels): (ids: SQLOutputValue) => string | number | null {
  const lowest = new Map<string, string | number | null>();
  return (ids) => {
    const text = String(ids ?? '[]');
    let label = lowest.get(text);
    if (label === undefined) {
      const known = (JSON.parse(text) as string[]).flatMap((id) => labels.get(id) ?? []);
      label = known.sort((one, other) => (one < other ? -1 : 1))[0] ?? null;
      lowest.set(text, label);
    }
    return label;
  };
}

/** What rows are sorted by. The last key is the id, which makes the order of equal rows certain. */
export interface Order {
  /** The expressions of the values, with their names. */
  selected: readonly string[];
  keys: readonly SortKey[];
}

/**
 * The order of sorts, with the expression of each sort's value. Records without a value are last in both directions.
 * Amounts sort by currency first. Records with the same choice are next to each other, even if another choice has the
 * same label, as members with the same name have. The id goes in the direction of the last sort.
 */
export function orderOf(
  sorts: readonly (Sort & Pick<ColumnNames, 'value' | 'currency'> & { text: string })[],
): Order {
  const selected: string[] = [];
  const keys = sorts.flatMap(({ column: { kind }, isDescending, text, value, currency }): SortKey[] => {
    const key = (expression: string, descending: boolean): SortKey => {
      const name = `p${selected.length}`;
      selected.push(`${expression} AS ${name}`);
      return { name, isDescending: descending, isPresence: false };
    };
    const sorted = key(text, isDescending);
    const presence = { name: sorted.name, isDescending: false, isPresence: true };
    if (kind === 'money') return [presence, key(currency, false), sorted];
    return [presence, sorted, ...(kind === 'choice' ? [key(`ifnull(${value}, '')`, true)] : [])];
  });
  const id = { name: 'id', isDescending: sorts.at(-1)?.isDescending ?? false, isPresence: false };
  return { selected, keys: [...keys, id] };
}

/** The ORDER BY clause. SQLite walks an index of a value if it needs no key for its presence. */
export function orderSql({ keys }: Order): string {
  const isReversed = keys.some(({ isPresence, isDescending }) => isPresence && isDescending);
  const empties = isReversed ? 'NULLS FIRST' : 'NULLS LAST';
  return keys
    .filter(({ isPresence }) => !isPresence)
    .map(({ name, isDescending }) => `${name}${isDescending ? ' DESC' : ''} ${empties}`)
    .join(', ');
}

/** The position of a selected row. */
export function positionOf({ keys }: Order, row: Readonly<Record<string, SqlValue>>): Position {
  const values = keys.slice(0, -1).map(({ name, isPresence }) => {
    const value = row[name] ?? null;
    return isPresence ? Number(value === null) : value;
  });
  return { values, id: String(row.id) };
}

export const reversed = ({ selected, keys }: Order): Order => ({
  selected,
  keys: keys.map((key) => ({ ...key, isDescending: !key.isDescending })),
});

/** Selects the rows after a position: a later first key, or an equal first key and a later second key, and so on. */
export function startAfter({ keys }: Order, { values, id }: Position): Sql {
  const ends = [...values, id];
  const textOf = ({ name, isPresence }: SortKey) => (isPresence ? `(${name} IS NULL)` : name);
  const steps = keys.map((key, at): Sql => {
    const equal = keys.slice(0, at).map((previous) => `${textOf(previous)} IS ?`);
    const later = `${textOf(key)} ${key.isDescending ? '<' : '>'} ?`;
    return { text: `(${[...equal, later].join(' AND ')})`, values: ends.slice(0, at + 1) };
  });
  const { text, values: parameters } = joinSql(steps, ' OR ');
  return { text: `(${text})`, values: parameters };
}
