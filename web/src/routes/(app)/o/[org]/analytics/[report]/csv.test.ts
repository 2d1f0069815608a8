import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('cells with commas, quotes and line breaks are quoted, and nothing is read as a formula', () => {
  const rows = [
    ['Name', 'Won'],
    ['Gómez, "Lu"', '-12.5'],
    ['=HYPERLINK("x")', 'two\nlines'],
  ];
  expect(csvOf(rows)).toBe('Name,Won\r\n"Gómez, ""Lu""",-12.5\r\n"\'=HYPERLINK(""x"")","two\nlines"\r\n');
});
