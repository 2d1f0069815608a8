import { fractionDigits } from '#contract/currency.ts';
import type { Price } from '#contract/document-fields.ts';
import type { ExportColumn, ExportKind, ExportRow, ExportValue } from './column.ts';

/** A cell of a table. Money takes two: its amount as a number, and its currency as a text. */
export type Cell =
  | undefined
  | { kind: 'text' | 'date' | 'timestamp'; text: string }
  /** A number as decimal text, so that amounts are exact. `decimals` is the number that amounts of money show. */
  | { kind: 'number' | 'integer'; text: string }
  | { kind: 'amount'; text: string; decimals: number }
  | { kind: 'yesNo'; isYes: boolean };

/** The headers of a table's columns, of which there are two for money. */
export const headersOf = (columns: readonly ExportColumn[]): string[] =>
  columns.flatMap((column) =>
    column.kind === 'money' ? [column.header, column.currencyHeader] : [column.header],
  );

/** The cells of a row, as many as there are headers. */
export const cellsOf = (columns: readonly ExportColumn[], row: ExportRow): Cell[] =>
  columns.flatMap((column) => {
    const value = valueIn(row, column.key);
    return column.kind === 'money' ? moneyCells(value) : [cellOf(column.kind, value)];
  });

/** A value by its key. Keys such as `constructor` name a property of every object, which isn't a value. */
export const valueIn = <Value>(row: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(row, key) ? row[key] : undefined;

/** A value that doesn't fit the kind of its column becomes a text, so that it isn't lost. */
function cellOf(kind: ExportKind, value: ExportValue | undefined): Cell {
  if (typeof value === 'number' && Number.isFinite(value)) return numberCell(kind, value);
  if (typeof value === 'boolean' && kind === 'yesNo') return { kind, isYes: value };
  const text = textOf(value);
  if (text === '') return undefined;
  return kind === 'date' || kind === 'timestamp' ? { kind, text } : { kind: 'text', text };
}

const numberCell = (kind: ExportKind, value: number): Cell =>
  kind === 'number' || kind === 'integer'
    ? { kind, text: String(value) }
    : { kind: 'text', text: String(value) };

function moneyCells(value: ExportValue | undefined): [Cell, Cell] {
  if (!isMoney(value)) return [cellOf('text', value), undefined];
  const text = decimalText(value);
  const amount = { kind: 'amount', text, decimals: text.split('.')[1]?.length ?? 0 } as const;
  return [amount, { kind: 'text', text: value.currency }];
}

const isMoney = (value: ExportValue | undefined): value is Price =>
  typeof value === 'object' && 'amountMinor' in value;

function textOf(value: ExportValue | undefined): string {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  if (isMoney(value)) return `${decimalText(value)} ${value.currency}`;
  return typeof value === 'object' ? value.join('; ') : String(value);
}

/** An amount in units of its currency, such as 12.50. Division could change its last digits. */
export function decimalText({ amountMinor, amount, currency }: Price): string {
  if (amount !== undefined) return amount;
  const decimals = fractionDigits(currency);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const end = digits.length - decimals;
  const fraction = decimals > 0 ? `.${digits.slice(end)}` : '';
  return `${amountMinor < 0 ? '-' : ''}${digits.slice(0, end)}${fraction}`;
}
