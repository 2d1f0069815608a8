import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Encoding } from '#contract/encoding.ts';
import { count, seed } from '../../../tests/counts.ts';
import { csvRows } from './csv-rows.ts';
import { cellsIn, collected, sourceOf } from './file-under-test.ts';

const lineBreaks = ['\n', '\r\n', '\r'];
const separators = [',', ';', '\t', '|'];

/** Texts without control characters other than those of line breaks and tabs. */
const unicodeText = fc
  .string({ unit: 'binary', maxLength: 12 })
  // eslint-disable-next-line no-control-regex -- a text with many of them is taken for a binary file
  .map((text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, ''));
const trickyText = fc
  .array(fc.constantFrom('a', 'ñ', '"', '""', ' ', '\n', '\r\n', '\r', ...separators, "'", '\ufeff'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const westernText = fc
  .array(fc.constantFrom('a', '"', ',', ';', '\n', 'é', 'ñ', 'ß', '€', '“', '”', '–', 'Ž', 'ÿ', '¿'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const westernBytes: Partial<Record<string, number>> = { '€': 0x80, Ž: 0x8e, '“': 0x93, '”': 0x94, '–': 0x96 };

const encoders: Record<string, { encoding: Encoding; bom?: boolean; encode: (text: string) => Uint8Array }> =
  {
    'UTF-8': { encoding: 'utf-8', encode: (text) => Buffer.from(text) },
    'UTF-8 with a BOM': { encoding: 'utf-8', bom: true, encode: (text) => Buffer.from(text) },
    'UTF-16 LE': { encoding: 'utf-16le', encode: (text) => Buffer.from(text, 'utf16le') },
    'UTF-16 LE with a BOM': {
      encoding: 'utf-16le',
      bom: true,
      encode: (text) => Buffer.from(text, 'utf16le'),
    },
    'UTF-16 BE': { encoding: 'utf-16be', encode: (text) => Buffer.from(text, 'utf16le').swap16() },
    'UTF-16 BE with a BOM': {
      encoding: 'utf-16be',
      bom: true,
      encode: (text) => Buffer.from(text, 'utf16le').swap16(),
    },
    'Windows-1252': {
      encoding: 'windows-1252',
      encode: (text) =>
        Uint8Array.from(text, (character) => westernBytes[character] ?? character.charCodeAt(0)),
    },
  };

/** Writes a table as RFC 4180 says. */
function written(table: string[][], separator: string, lineBreak: string, quotesAll: boolean): string {
  const cell = (text: string) =>
    quotesAll || /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  return table.map((row) => row.map(cell).join(separator)).join(lineBreak);
}

/** What a CSV file can't carry: empty rows and empty cells at the end of a row. */
function carried(table: string[][]): string[][] {
  const rows = table
    .map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
    .filter((row) => row.some((cell) => cell.trim() !== ''));
  const width = rows[0]?.length ?? 0;
  return rows.map((row) => [...row, ...Array<string>(Math.max(width - row.length, 0)).fill('')]);
}

test.each(Object.entries(encoders))('every table that is written in %s is read back', async (_, encoder) => {
  const { encoding, bom, encode } = encoder;
  const text = encoding === 'windows-1252' ? westernText : fc.oneof(unicodeText, trickyText);
  const tables = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
  const property = fc.asyncProperty(
    tables,
    fc.constantFrom(...separators),
    fc.constantFrom(...lineBreaks),
    fc.boolean(),
    fc.integer({ min: 1, max: 40 }),
    async (generated, separator, lineBreak, quotesAll, pieceBytes) => {
      const table = [['Name', 'Año'], ...generated, ['end']];
      const file = encode((bom ? '\ufeff' : '') + written(table, separator, lineBreak, quotesAll));
      const source = sourceOf(file, pieceBytes);
      expect(await cellsIn(source, { separator, ...(bom ? {} : { encoding }) })).toEqual(carried(table));
    },
  );
  await fc.assert(property, { seed, numRuns: count(60, 1000) });
});

test('any text is read, however it is cut into pieces', async () => {
  const property = fc.asyncProperty(trickyText, fc.array(fc.nat({ max: 20 })), async (text, cuts) => {
    const pieces = [0, ...cuts.sort((a, b) => a - b), text.length];
    const cut = pieces.slice(1).map((end, index) => text.slice(pieces[index], end));
    const read = async (texts: string[]) => {
      try {
        return await collected(csvRows(texts, ','));
      } catch (error) {
        return String(error);
      }
    };
    expect(await read(cut)).toEqual(await read([text]));
  });
  await fc.assert(property, { seed, numRuns: count(200, 5000) });
});

const cells = async (text: string, separator = ',') =>
  (await collected(csvRows([text], separator))).map((row) => row.cells);

test('line breaks of all kinds end rows, also mixed', async () => {
  expect(await cells('a\nb\r\nc\rd')).toEqual([['a'], ['b'], ['c'], ['d']]);
});

test('a line break within quotes ends no row', async () => {
  expect(await cells('"a\nb","c\r\nd"\ne,f')).toEqual([
    ['a\nb', 'c\r\nd'],
    ['e', 'f'],
  ]);
});

test('a quote within a cell is an ordinary character', async () => {
  expect(await cells('5" pipe,6"" pipe,a"b"c')).toEqual([['5" pipe', '6"" pipe', 'a"b"c']]);
});

test('a cell with text after its quotes keeps all of it', async () => {
  expect(await cells('"The "best" one",x')).toEqual([['"The "best" one"', 'x']]);
});

test('a cell that begins with a quotation of several lines is read', async () => {
  expect(await cells('x\r\n"""Hello,\nthere"" she\r\nsaid",2\n"""\n""",3')).toEqual([
    ['x'],
    ['"Hello,\nthere" she\r\nsaid', '2'],
    ['"\n"', '3'],
  ]);
  expect(await cells('"""First\ncell"" of"')).toEqual([['"First\ncell" of']]);
});

test('spaces belong to their cells', async () => {
  expect(await cells(' a , b')).toEqual([[' a ', ' b']]);
});

test('a row is as long as it is written', async () => {
  expect(await cells('a;b;c\n1\n1;2;3;4', ';')).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
});
