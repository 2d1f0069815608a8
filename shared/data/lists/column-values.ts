import type { Column } from '#contract/lists/column.ts';
import { numberDigits } from '../values/identifier-terms.ts';
import { sortText } from '../values/search-terms.ts';
import { cellOf, type Source } from './cells.ts';
import { sharesText } from './list-sums.ts';
import { remainderOf } from './shown-values.ts';
import { joined, type SqlValue } from './sql.ts';

/** A code or the number of a document, whose last digits are more than the zeros in front are meant for. */
const longNumber = /^\S*\d{5}$/;

/**
 * The sort key of a text in which long numbers are in the order of numbers: CUST-10000 comes after CUST-9999. A colon, which
 * is greater than all digits and in no other key, stands for each further digit.
 */
const numbered = (key: string, original: string): string =>
  longNumber.test(original)
    ? key.replace(/\d{5,}/g, (digits) => ':'.repeat(digits.length - numberDigits) + digits)
    : key;

/** The values of a record for the SQL columns of a column, in the order of `columnNames`. */
function valuesOf(column: Column, source: Source): SqlValue[] {
  const cell = cellOf(column, source);
  if (column.shares !== undefined) {
    const shares = (source[column.shares] ?? {}) as Record<string, number>;
    return [cell === undefined ? null : valueOf(cell), sharesText(shares)];
  }
  switch (column.kind) {
    case 'money':
      return cell?.kind === 'money' ? [cell.money.amountMinor, cell.money.currency] : [null, null];
    case 'text': {
      if (cell?.kind !== 'text') return [null, null, null];
      const { text, words, original } = cell;
      const key = numbered(sortText(original), original);
      return [words === '' ? null : words, key === words ? null : key, text === words ? null : text];
    }
    default:
      return [cell === undefined ? null : valueOf(cell)];
  }
}

function valueOf(cell: NonNullable<ReturnType<typeof cellOf>>): SqlValue {
  switch (cell.kind) {
    case 'ids':
      return cell.isSingle ? (cell.ids[0] ?? null) : joined(cell.ids);
    case 'phones':
      return joined(cell.digits);
    case 'number':
      return cell.number;
    case 'date':
      return cell.at;
    case 'text':
      return cell.text;
    case 'money':
      return cell.money.amountMinor;
  }
}

/** What a record has in a copy of its list: its values for the SQL columns, and what these don't tell of it. */
export interface StoredValues {
  values: SqlValue[];
  /** See `remainderOf`. */
  remainder: string;
}

/** The values of a record for all columns. Undefined if a stored value isn't of its column's kind. */
export function valuesOrNone(
  columns: readonly Column[],
  { source }: { source: Source },
): StoredValues | undefined {
  try {
    const all = columns.map((column) => valuesOf(column, source));
    return { values: all.flat(), remainder: remainderOf(columns, source, all) };
  } catch {
    return undefined;
  }
}
