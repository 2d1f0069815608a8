import type { ExportRow } from '../table-files/column.ts';
import { csvFile } from '../table-files/csv-file.ts';
import { jsonLinesFile } from '../table-files/json-lines-file.ts';
import type { StoredList } from './export-runs.ts';
import type { ListedColumn } from './list-column.ts';
import { xlsxFile } from '../table-files/xlsx-file.ts';

interface FileOptions {
  timeZone: string;
  /** Called for each text that was cut. */
  onCut: () => void;
}

/** The bytes of an export’s file. */
export function fileOf(
  { format, separator, decimalMark, fileName }: StoredList,
  columns: readonly ListedColumn[],
  rows: AsyncIterable<Record<string, unknown>>,
  { timeZone, onCut }: FileOptions,
): AsyncIterable<Uint8Array> {
  const exported = columns.map((column) => column.exported);
  switch (format) {
    case 'jsonl':
      return jsonLinesFile([{ key: 'id' }, ...exported], rows);
    case 'csv':
      return csvFile(exported, rows as AsyncIterable<ExportRow>, { separator, decimalMark });
    case 'xlsx': {
      const sheetName = fileName.slice(0, fileName.lastIndexOf('.'));
      return xlsxFile(exported, rows as AsyncIterable<ExportRow>, { sheetName, timeZone, onCut });
    }
  }
}
