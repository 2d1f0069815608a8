/** Why a file can’t be read. */
export const fileProblems = [
  /** Nothing is in the file, or in the sheet. */
  'empty',
  /** The file has a header and no other row. */
  'no_rows',
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'cell_too_long',
  /** A part of the file would unpack to more than is read, or the file has too many parts. */
  'too_large_unpacked',
  'encrypted',
  /** A workbook in the format of Excel 97 to 2003 (.xls). */
  'old_excel',
  /** None of CSV, XLSX and JSON lines. */
  'unknown_format',
  /** An XLSX file that is cut off, changed or against its format. */
  'damaged',
  'unclosed_quote',
  /** A line that is no JSON object, in a file of JSON lines. */
  'invalid_json',
  /** Bytes that the encoding of the file doesn’t have. */
  'wrong_encoding',
  'no_such_sheet',
  /** The file was replaced after its upload. */
  'replaced',
  /** The person or API key that started the import can’t go on with it. */
  'creator_gone',
  /** Reading or checking failed on our side. It can be requested again. */
  'failed',
  /** In `ready`: columns are `undecided`, so the import didn’t start by itself. */
  'undecided_columns',
  /** In `checked`: the check refused more rows than `refusalsMax`, so the import didn’t start by itself. */
  'rows_refused',
  /** In `checked`: the import could not start by itself, such as for lack of a permission. */
  'not_started',
  /** In `ready`: an import before this one was changed, so this one has to be checked again. */
  'earlier_changed',
  /** In `ready`: the check of an import before this one came to nothing. */
  'earlier_unchecked',
  /** In `checked`: the job of an import before this one was cancelled or stopped, so this one didn’t start. */
  'earlier_stopped',
] as const;
export type FileProblem = (typeof fileProblems)[number];
