import type { Encoding } from '#contract/encoding.ts';
import type { Cell } from './cell.ts';

export interface FileRow {
  /** Number of the row in the file, from 1, as a spreadsheet shows it. */
  number: number;
  /** At least as many cells as the first row has. Cells without a value are ''. */
  cells: Cell[];
}

/** What a user chooses; the rest is guessed. A BOM decides the encoding whatever was chosen. */
export interface FileOptions {
  encoding?: Encoding;
  /** One character. */
  separator?: string;
  /** Name of the sheet. */
  sheet?: string;
  /** Whether the rows of merged cells all have their value; true by default. */
  fillMerged?: boolean;
}

export type FileShape =
  | {
      format: 'csv';
      /** Left out if the start of the file is ASCII: the first other bytes decide while rows are read. */
      encoding?: Encoding;
      separator: string;
    }
  /** Lines of JSON objects in UTF-8. */
  | { format: 'jsonl' }
  | {
      format: 'xlsx';
      sheet: string;
      /** Names of the visible sheets. */
      sheets: string[];
      /** The number of merged cells that span several rows. Left out if there are none. */
      mergedCells?: number;
    };
