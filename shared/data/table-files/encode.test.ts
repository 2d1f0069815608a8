import { expect, test } from 'vitest';
import type { ExportColumn, ExportRows } from './column.ts';
import { csvFile } from './csv-file.ts';
import { encode } from './encode.ts';
import { bytesOf, columns } from './export-under-test.ts';
import { jsonLinesFile } from './json-lines-file.ts';
import { xlsxFile } from './xlsx-file.ts';

const xlsx = (of: readonly ExportColumn[], rows: ExportRows) =>
  xlsxFile(of, rows, { sheetName: 'Rows', timeZone: 'UTC' });

const formats = [
  ['CSV', csvFile],
  ['JSON lines', jsonLinesFile],
  ['XLSX', xlsx],
] as const;

/** A million rows, with how many of them were read and whether they were closed. */
function manyRows() {
  const seen = { rows: 0, isClosed: false };
  function* rows() {
    try {
      // Compression can't shorten random digits, so the file grows with each row.
      for (; seen.rows < 1_000_000; seen.rows += 1) yield { name: String(Math.random()), count: seen.rows };
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, rows: rows() };
}

test('texts become the same bytes, however they are divided', async () => {
  const parts = ['á'.repeat(70_000), '', '\uFEFF', 'b'];
  expect((await bytesOf(encode(parts))).toString()).toBe(parts.join(''));
  expect(await bytesOf(encode([]))).toHaveLength(0);
});

test.each(formats)('%s: rows are read no faster than the file, and closed with it', async (_, fileOf) => {
  const { seen, rows } = manyRows();
  let bytes = 0;
  for await (const chunk of fileOf(columns, rows)) {
    bytes += chunk.length;
    if (bytes > 200_000) break;
  }
  expect(seen.rows).toBeGreaterThan(1_000);
  expect(seen.rows).toBeLessThan(50_000);
  // Streams close their sources a little later.
  await expect.poll(() => seen.isClosed).toBe(true);
});

test.each(formats)('%s: an error while rows are read ends the file with that error', async (_, fileOf) => {
  async function* rows() {
    yield { name: 'first' };
    throw new Error('no more');
  }
  await expect(bytesOf(fileOf(columns, rows()))).rejects.toThrow('no more');
});
