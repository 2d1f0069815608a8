import { valueIn } from './cell.ts';
import type { ExportColumn, ExportRow, ExportRows } from './column.ts';
import { encode } from './encode.ts';

/** JSON lines: one object for each row, with the values by the keys of their columns and without empty ones. */
export const jsonLinesFile = (
  columns: readonly ExportColumn[],
  rows: ExportRows,
): AsyncGenerator<Uint8Array, void> => encode(jsonLines(columns, rows));

async function* jsonLines(columns: readonly ExportColumn[], rows: ExportRows): AsyncGenerator<string, void> {
  for await (const row of rows) yield `${jsonOf(columns, row)}\n`;
}

/** The members are written one by one, because an object can't have every key, such as `__proto__`. */
function jsonOf(columns: readonly ExportColumn[], row: ExportRow): string {
  const members = columns.flatMap(({ key }) => {
    const value = valueIn(row, key);
    return value === undefined ? [] : [`${JSON.stringify(key)}:${JSON.stringify(value)}`];
  });
  return `{${members.join(',')}}`;
}
