import { currenciesByDigits, minorOf } from '#contract/currency.ts';
import type { Column } from '#contract/lists/column.ts';
import type { Predicate, Range, Test } from './predicate.ts';

export type SqlValue = string | number | null;
/** SQL with its parameters in order. No value from a request or a record is ever part of the text. */
export interface Sql {
  text: string;
  values: readonly SqlValue[];
}

/** SQL names of a column. They contain the column's position, not its name. */
export interface ColumnNames {
  /** For texts, the words. Undefined for a text without letters and digits. */
  value: string;
  /** Currency of an amount. */
  currency: string;
  /** Sort key of a text that doesn't sort by its folded form. */
  sort: string;
  /** A text with its symbols, unless it has none. */
  literal: string;
  /** The amounts of ids. */
  shares: string;
}
/** The SQL of a text as it is compared, with its symbols. */
export const literalText = ({ literal, value }: ColumnNames): string => `ifnull(${literal}, ${value})`;

export const namesAt = (position: number): ColumnNames => ({
  value: `v${position}`,
  currency: `k${position}`,
  sort: `s${position}`,
  literal: `l${position}`,
  shares: `a${position}`,
});

/**
 * The SQL columns for a column: its value and, for amounts, the currency, for texts, a sort key and the text with its
 * symbols, or, for ids, their amounts.
 */
export function columnNames(
  column: Column,
  { value, currency, sort, literal, shares }: ColumnNames,
): string[] {
  if (column.shares !== undefined) return [value, shares];
  if (column.kind === 'money') return [value, currency];
  return column.kind === 'text' ? [value, sort, literal] : [value];
}

/** Several values as a JSON array. The quotes around each value allow `instr` to search for a whole value. */
export const joined = (values: readonly string[]): string => JSON.stringify(values);

const sql = (text: string, ...values: SqlValue[]): Sql => ({ text, values });

export function joinSql(parts: readonly Sql[], by: string): Sql {
  return {
    text: parts.map(({ text }) => text).join(by),
    values: parts.flatMap(({ values }) => values),
  };
}

const inParentheses = ({ text, values }: Sql): Sql => ({ text: `(${text})`, values });

/** A predicate as an SQL condition, which is never inverted: a comparison with NULL is NULL. */
export function predicateSql(predicate: Predicate, namesOf: (column: Column) => ColumnNames): Sql {
  if ('all' in predicate)
    return inParentheses(
      joinSql(
        predicate.all.map((part) => predicateSql(part, namesOf)),
        ' AND ',
      ),
    );
  if ('any' in predicate)
    return inParentheses(
      joinSql(
        predicate.any.map((part) => predicateSql(part, namesOf)),
        ' OR ',
      ),
    );
  const { column, test, isInverted } = predicate;
  const { text, values } = testSql(test, column, namesOf(column));
  return { text: isInverted ? `NOT ifnull(${text}, 0)` : text, values };
}

function testSql(test: Test, column: Column, names: ColumnNames): Sql {
  const { value } = names;
  const compared = column.kind === 'text' ? literalText(names) : value;
  if ('empty' in test) return sql(`${compared} IS NULL`);
  if ('equals' in test) return sql(`${compared} = ?`, test.equals);
  if ('contains' in test) return sql(`instr(${compared}, ?) > 0`, test.contains);
  if ('startsWith' in test)
    return sql(`substr(${compared}, 1, length(?)) = ?`, test.startsWith, test.startsWith);
  if ('mentions' in test) return sql(`instr(${value}, ?) > 0`, test.mentions);
  if ('digits' in test) return sql(`instr(${value}, ?) > 0`, test.digits);
  if ('amounts' in test) return amountsSql(test.amounts, names);
  if ('anyOf' in test) return anyOfSql(test.anyOf, column, value);
  const range = rangeSql(test, value);
  return 'currency' in test
    ? inParentheses(joinSql([sql(`${names.currency} = ?`, test.currency), range], ' AND '))
    : range;
}

/** Amounts of any currency, whoever owes them. Currencies with as many decimals are compared together. */
function amountsSql(amounts: readonly number[], { value, currency }: ColumnNames): Sql {
  const within = (codes: readonly string[], isIn: boolean, example: string): Sql => {
    const minors = amounts.flatMap((amount) => minorOf(amount, example) ?? []);
    const text = `${currency} ${isIn ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?)) AND abs(${value}) IN (SELECT value FROM json_each(?))`;
    return inParentheses(sql(text, JSON.stringify(codes), JSON.stringify(minors)));
  };
  const others = Object.values(currenciesByDigits).map((codes) => codes.split(' '));
  const each = others.map((codes) => within(codes, true, codes[0] ?? ''));
  return inParentheses(joinSql([within(others.flat(), false, 'EUR'), ...each], ' OR '));
}

function anyOfSql(ids: readonly string[], { kind }: Column, value: string): Sql {
  if (ids.length === 0) return sql('0');
  if (kind !== 'choices' && ids.length > parametersMax)
    return sql(`${value} IN (SELECT value FROM json_each(?))`, JSON.stringify(ids));
  if (kind !== 'choices') return sql(`${value} IN (${ids.map(() => '?').join(', ')})`, ...ids);
  if (ids.length > fewIds) {
    const marks = ids.map(() => '?').join(', ');
    return sql(`EXISTS (SELECT 1 FROM json_each(${value}) AS one WHERE one.value IN (${marks}))`, ...ids);
  }
  return inParentheses(
    joinSql(
      ids.map((id) => sql(`instr(${value}, ?) > 0`, JSON.stringify(id))),
      ' OR ',
    ),
  );
}

/** With more ids, they are one parameter: a statement can have a limited number of them. */
const parametersMax = 500;

/** Up to this number of ids, searching the text of the list for each is faster than parsing it. */
const fewIds = 8;

function rangeSql({ from, to, excludesFrom, excludesTo }: Range, value: string): Sql {
  const bounds = [
    ...(from === undefined ? [] : [sql(`${value} ${excludesFrom ? '>' : '>='} ?`, from)]),
    ...(to === undefined ? [] : [sql(`${value} ${excludesTo ? '<' : '<='} ?`, to)]),
  ];
  return inParentheses(joinSql(bounds, ' AND '));
}
