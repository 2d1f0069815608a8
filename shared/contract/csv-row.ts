/** Semicolons are for spreadsheets of countries that write decimals with a comma: these expect them. */
export type CsvSeparator = ',' | ';';

/**
 * The beginning of a text that a spreadsheet could run as a formula, as listed by OWASP, after quotes and spaces that it
 * could ignore. Excel accepts the full-width signs in some languages.
 */
const formulaStart = /^["'\s\p{Cc}]*[=+\-@＝＋－＠\p{Cc}]/u;

/** A sign begins a formula as well, but one that contains only numbers or phone numbers does no harm. */
const signedNumber = /^[+-]\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/;
const phoneNumbers = /^\+\d+(?:;ext=\d+)?(?:; \+\d+(?:;ext=\d+)?)*$/;

const isHarmless = (text: string): boolean => signedNumber.test(text) || phoneNumbers.test(text);

/** The text with an apostrophe before it if a spreadsheet could run it as a formula. */
export const withFormulaGuard = (text: string): string =>
  formulaStart.test(text) && !isHarmless(text) ? `'${text}` : text;

/**
 * Removes the apostrophe of `withFormulaGuard`. Texts that have an apostrophe of their own are unchanged, because the
 * guard precedes it.
 */
export const withoutFormulaGuard = (text: string): string =>
  text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text;

/** Texts with either separator are quoted, because some programs guess the separator of a file. */
function csvCell(text: string): string {
  const guarded = withFormulaGuard(text);
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One row of a CSV file (RFC 4180), safe to open in a spreadsheet. */
export function csvRow(texts: readonly string[], separator: CsvSeparator = ','): string {
  // Readers skip blank lines, so a row that consists of one empty cell is quoted.
  const row = texts.length === 1 && texts[0] === '' ? '""' : texts.map(csvCell).join(separator);
  return `${row}\r\n`;
}
