import fc from 'fast-check';
import { fractionDigits } from '#contract/currency.ts';
import type { ExportColumn, ExportRow, ExportValue } from './column.ts';

// Columns of every kind with generated rows, and what tests need to read files.

export const columns: ExportColumn[] = [
  { key: 'name', header: 'Name', kind: 'text' },
  { key: 'rate', header: 'Rate', kind: 'number' },
  { key: 'count', header: 'Count', kind: 'integer' },
  { key: 'value', header: 'Value', kind: 'money', currencyHeader: 'Currency' },
  { key: 'dueOn', header: 'Due', kind: 'date' },
  { key: 'createdAt', header: 'Created', kind: 'timestamp' },
  { key: 'isVip', header: 'VIP', kind: 'yesNo' },
  { key: 'tags', header: 'Tags', kind: 'text' },
];
export const headers = ['Name', 'Rate', 'Count', 'Value', 'Currency', 'Due', 'Created', 'VIP', 'Tags'];

/** Texts with what files have a use for: separators, markup, formulas, escapes, control characters, surrogates. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc
    .array(fc.constantFrom(...'=+-\'";,\r\n\t <&_\u0007\uFFFE\uD83D', ']]>', '_x', '0041'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
);

/** Files have no negative zero. */
const number = fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => (value === 0 ? 0 : value));
/** Spreadsheets calculate with 15 digits. */
const money = fc.record({
  amountMinor: fc.maxSafeInteger().map((value) => value % 10 ** 15 || 0),
  currency: fc.constantFrom('USD', 'COP', 'JPY', 'KWD', 'CLF'),
});
/** With milliseconds that aren't rounded to another second. */
const instant = fc
  .date({ min: new Date('1900-03-02T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, -4)}100Z`);

export const row: fc.Arbitrary<ExportRow> = fc.record(
  {
    name: text,
    rate: number,
    count: fc.maxSafeInteger(),
    value: money,
    dueOn: instant.map((at) => at.slice(0, 10)),
    createdAt: instant,
    isVip: fc.boolean(),
    tags: fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** What the cells of a row mean, in the order of `headers`. */
export function meaningOf(row: ExportRow): (ExportValue | undefined)[] {
  const { name, rate, count, value, dueOn, createdAt, isVip, tags } = row as any;
  const amount = value ? value.amountMinor / 10 ** fractionDigits(value.currency) : undefined;
  return [name, rate, count, amount, value?.currency, dueOn, createdAt, isVip, tags?.join('; ')];
}

export async function bytesOf(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A text as a sheet contains it: with line feeds, and without halves of characters. */
export const asInSheet = (value: string): string => value.toWellFormed().replace(/\r\n?/g, '\n');
