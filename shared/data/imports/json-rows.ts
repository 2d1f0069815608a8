import { withFormulaGuard } from '#contract/csv-row.ts';
import type { Price } from '#contract/document-fields.ts';
import { limits } from '#contract/limits.ts';
import { minorOfPrice } from '#contract/unit-price.ts';
import { decimalText } from '../table-files/cell.ts';
import type { Cell } from './cell.ts';
import { csvRowMaxBytes } from './file-limits.ts';
import type { FileRow } from './file-shape.ts';
import { UnreadableFile } from './unreadable-file.ts';

type Values = Readonly<Record<string, unknown>>;

/** Whether a text begins with a line that is a JSON object, as a file of JSON lines does. */
export function isJsonLines(start: string): boolean {
  const [line = ''] = start.trimStart().split(/[\r\n]/, 1);
  return line.startsWith('{') && parsed(line) !== undefined;
}

function parsed(line: string): Values | undefined {
  try {
    const value: unknown = /\d{16}/.test(line) ? JSON.parse(line, withDigits) : JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Values)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A whole number with more digits than a number can have. */
class LongNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** Keeps the digits of long whole numbers, such as IDs, which would otherwise become other numbers. */
function withDigits(_name: string, value: unknown, { source = '' }: { source?: string } = {}): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(source)
    ? new LongNumber(source)
    : value;
}

/** The lines of a text with content, with their numbers. The text comes in pieces of any size. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<{ number: number; line: string }> {
  let number = 1;
  let rest = '';
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > csvRowMaxBytes) throw new UnreadableFile('cell_too_long', number + lines.length);
    for (const line of lines) {
      if (line.trim() !== '') yield { number, line };
      number += 1;
    }
  }
  if (rest.trim() !== '') yield { number, line: rest };
}

async function* objectsIn(
  texts: AsyncIterable<string>,
): AsyncGenerator<{ number: number; values: [name: string, value: unknown][] }> {
  for await (const { number, line } of linesOf(texts)) {
    const values = parsed(line);
    if (!values) throw new UnreadableFile('invalid_json', number);
    yield { number, values: Object.entries(values).flatMap(flattened) };
  }
}

/** Custom values have columns of their own. */
const flattened = ([name, value]: [string, unknown]): [string, unknown][] =>
  name === 'custom' && typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([key, custom]) => [`custom.${key}`, custom])
    : [[name, value]];

/** The names that objects of a file of JSON lines have, in the order in which they occur first. */
export async function namesIn(texts: AsyncIterable<string>): Promise<string[]> {
  const names = new Set<string>();
  for await (const { number, values } of objectsIn(texts)) {
    for (const [name] of values) names.add(name);
    if (names.size > limits.importColumns) throw new UnreadableFile('too_many_columns', number);
  }
  return [...names];
}

/**
 * The rows of a file of JSON lines, after a row with the names, whose number is 0. Values have the form in which the API
 * takes them, and become what a cell of a CSV file would have. Null is an empty cell.
 */
export async function* jsonRows(
  texts: AsyncIterable<string>,
  names: readonly string[],
): AsyncGenerator<FileRow> {
  yield { number: 0, cells: [...names] };
  for await (const { number, values } of objectsIn(texts)) {
    const byName = new Map(values);
    yield { number, cells: names.map((name) => cellOf(byName.get(name))) };
  }
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return '';
  // The import takes the guard of CSV files off again.
  if (typeof value === 'string') return withFormulaGuard(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof LongNumber) return { number: Number(value.digits), shown: value.digits };
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  return isMoney(value) ? `${decimalText(value)} ${value.currency}` : JSON.stringify(value);
}

/** A value of a list: an ID, a label, or a phone number with its label. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { label, number } = (value ?? {}) as Values;
  return typeof label === 'string' && typeof number === 'string'
    ? `${label}: ${number}`
    : JSON.stringify(value);
}

/** An amount, or a price whose decimals are in `amount`. */
function isMoney(value: object): value is Price {
  const { amountMinor, amount, currency } = value as Partial<Price>;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return false;
  if (amount === undefined) return Number.isSafeInteger(amountMinor);
  if (typeof amount !== 'string' || !/^\d{1,12}(?:\.\d{1,6})?$/.test(amount)) return false;
  return amountMinor === undefined || amountMinor === minorOfPrice(amount, currency);
}
