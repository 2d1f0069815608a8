import { csvRow } from '#contract/csv-row.ts';

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => csvRow(row)).join('');

export function saveFile(name: string, text: string): void {
  // The byte order mark makes spreadsheets decode the file as UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
