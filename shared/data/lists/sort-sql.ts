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
  sorts.reduce((sum, { column }) => sum + (column.kind === 'money' ? 3 : 2), 0);

export interface SortKey {
  text: string;
  isDescending: boolean;
}

/** The beginning of a text in sort order, which is short enough for cursors. */
export const sortedText = ({ value, sort }: ColumnNames): string =>
  `substr(ifnull(${sort}, ${value}), 1, 200)`;

export const lowestLabel =
  (labels: Labels) =>
  (ids: SQLOutputValue): string | number | null => {
    const known = (JSON.parse(String(ids ?? '[]')) as string[]).flatMap((id) => labels.get(id) ?? []);
    return known.sort((one, other) => (one < other ? -1 : 1))[0] ?? null;
  };

/** Records without a value are last in both directions. Amounts sort by currency first. */
export function sortKeys(text: string, { column, isDescending }: Sort, currency: string): SortKey[] {
  const empties: SortKey = { text: `(${text} IS NULL)`, isDescending: false };
  const ofCurrency: SortKey[] = column.kind === 'money' ? [{ text: currency, isDescending: false }] : [];
  return [empties, ...ofCurrency, { text, isDescending }];
}

/** The sort keys with the id, which makes the order of equal rows certain. It goes in the direction of the last key. */
export const withId = (keys: readonly SortKey[]): SortKey[] => [
  ...keys,
  { text: 'id', isDescending: keys.at(-1)?.isDescending ?? false },
];

export const reversed = ({ text, isDescending }: SortKey): SortKey => ({ text, isDescending: !isDescending });

/** Selects the rows after a position: a later first key, or an equal first key and a later second key, and so on. */
export function startAfter(keys: readonly SortKey[], { values, id }: Position): Sql {
  const ends = [...values, id];
  const steps = keys.map(({ text, isDescending }, at): Sql => {
    const equal = keys.slice(0, at).map((key) => `${key.text} IS ?`);
    const later = `${text} ${isDescending ? '<' : '>'} ?`;
    return { text: `(${[...equal, later].join(' AND ')})`, values: ends.slice(0, at + 1) };
  });
  const { text, values: parameters } = joinSql(steps, ' OR ');
  return { text: `(${text})`, values: parameters };
}
