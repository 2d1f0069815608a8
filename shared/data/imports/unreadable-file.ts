import type { FileShape } from './file-shape.ts';

export type UnreadableReason =
  /** Nothing is in the file, or in the sheet. */
  | 'empty'
  /** The file has a header and no other row. */
  | 'no_rows'
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'cell_too_long'
  /** A part of the file would unpack to more than is read, or the file has too many parts. */
  | 'too_large_unpacked'
  | 'encrypted'
  /** A workbook in the format of Excel 97 to 2003 (.xls). */
  | 'old_excel'
  /** Neither CSV nor XLSX. */
  | 'unknown_format'
  /** An XLSX file that is cut off, changed or against its format. */
  | 'damaged'
  | 'unclosed_quote'
  /** Bytes that the encoding of the file doesn't have. */
  | 'wrong_encoding'
  | 'no_such_sheet';

/** Why a file can't be read. Any other error comes from the source and says nothing about the file. */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason;
  /** Number of the row, as a spreadsheet shows it, if the reason is in one. */
  readonly row: number | undefined;
  /** What is known about the file, so that a different sheet, separator or encoding can be chosen. */
  shape: FileShape | undefined;

  constructor(reason: UnreadableReason, row?: number, cause?: unknown) {
    super(row === undefined ? reason : `${reason} in row ${row}`, { cause });
    this.name = 'UnreadableFile';
    this.reason = reason;
    this.row = row;
  }
}
