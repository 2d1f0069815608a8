import { valueIn } from './cell.ts';
import { encode } from './encode.ts';

type Row = Readonly<Record<string, unknown>>;

/** JSON lines: one object for each row, with the values by the keys of their columns and without empty ones. */
export const jsonLinesFile = (
  columns: readonly { key: string }[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<Uint8Array, void> => encode(jsonLines(columns, rows));

async function* jsonLines(
  columns: readonly { key: string }[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string, void> {
  for await (const row of rows) yield `${jsonOf(columns, row)}\n`;
}

/** The members are written one by one, because an object can't have every key, such as `__proto__`. */
function jsonOf(columns: readonly { key: string }[], row: Row): string {
  const members = columns.flatMap(({ key }) => {
    const value = valueIn(row, key);
    return value === undefined ? [] : [`${JSON.stringify(key)}:${JSON.stringify(value)}`];
  });
  return `{${members.join(',')}}`;
}
