import type { ImportFile } from '#contract/import.ts';

/** What another choice can make a file readable, besides another file. */
export interface Remedy {
  /** Encoding and separator. */
  text: boolean;
  sheet: boolean;
}

/** Problems that a wrong encoding or separator can cause in a text file. */
const ofText: readonly string[] = [
  'no_rows',
  'too_many_columns',
  'cell_too_long',
  'unclosed_quote',
  'wrong_encoding',
  'unknown_format',
];
/** Problems that other sheets of the same workbook may not have. */
const ofSheet: readonly string[] = [
  'empty',
  'no_rows',
  'too_many_rows',
  'too_many_columns',
  'cell_too_long',
  'no_such_sheet',
];

/** The choices that a file has at all. */
export const choicesFor = ({ format, sheets = [] }: Pick<ImportFile, 'format' | 'sheets'>): Remedy => ({
  text: format === undefined || format === 'csv',
  sheet: sheets.length > 1,
});

/** The choices that can help with a problem. Without a known format, the ending of the name tells workbooks. */
export function remedyFor(code: string, file: Pick<ImportFile, 'format' | 'sheets' | 'name'>): Remedy {
  const isWorkbook = file.format === undefined && /\.xls[xm]?$/i.test(file.name);
  const { text, sheet } = choicesFor(file);
  return { text: text && !isWorkbook && ofText.includes(code), sheet: sheet && ofSheet.includes(code) };
}
