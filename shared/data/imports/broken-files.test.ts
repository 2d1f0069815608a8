import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileProblem } from '#contract/file-problem.ts';
import { limits } from '#contract/limits.ts';
import { completeRows } from './complete-rows.ts';
import { sharedStringsMaxBytes, sheetMaxBytes } from './file-limits.ts';
import type { FileOptions } from './file-shape.ts';
import {
  collected,
  oleOf,
  partsOf,
  rowsIn,
  sourceOf,
  textRows,
  xlsxOf,
  zipOf,
  type PartUnderTest,
} from './file-under-test.ts';
import type { UnreadableFile } from './unreadable-file.ts';

const sheet = 'xl/worksheets/sheet1.xml';
const strings = 'xl/sharedStrings.xml';
const rows = textRows([
  ['A', 'B'],
  ['1', '2'],
]);
const workbook = { sheets: { One: rows }, strings: ['<t>s</t>'] };
const good = xlsxOf(workbook);

/** A workbook with some parts replaced. */
const withParts = (parts: Record<string, string | Uint8Array | PartUnderTest>) =>
  zipOf({ ...partsOf(workbook), ...parts });

const sheetXml = (content: string) => `<worksheet><sheetData>${content}</sheetData></worksheet>`;

/** Compressed bytes that unpack to `megabytes` of a repeated text, without unpacked bytes in memory. */
function deflatedOf(text: string, megabytes: number, start = ''): Buffer {
  const block = Buffer.from(text.repeat(Math.ceil(2 ** 20 / text.length)));
  const flushed = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: 3 });
  return Buffer.concat([flushed(Buffer.from(start)), ...Array<Buffer>(megabytes).fill(flushed(block))]);
}

async function errorOf(file: Parameters<typeof rowsIn>[0], options?: FileOptions): Promise<UnreadableFile> {
  return rowsIn(file, options).then(
    () => expect.unreachable('The file was read.'),
    (error: UnreadableFile) => error,
  );
}

const without = (part: string) => {
  const { [part]: _, ...others } = partsOf(workbook);
  return zipOf(others);
};

const changed = (file: Buffer, at: number) => {
  const copy = Buffer.from(file);
  copy[at]! ^= 0xff;
  return copy;
};

const docx = zipOf({
  '_rels/.rels': String(partsOf(workbook)['_rels/.rels']).replace('xl/workbook.xml', 'word/document.xml'),
  'word/document.xml': '<w:document xmlns:w="x"><w:body/></w:document>',
});
const xlsb = zipOf({
  '_rels/.rels': String(partsOf(workbook)['_rels/.rels']).replace('xl/workbook.xml', 'xl/workbook.bin'),
  'xl/workbook.bin': '\x01\x02',
});
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const noise = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919 + (index >> 3)) % 256));
const laughs =
  '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' +
  sheetXml('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>');

const cases: [name: string, file: string | Uint8Array, reason: FileProblem][] = [
  ['an empty file', '', 'empty'],
  ['a file with a BOM only', '\ufeff', 'empty'],
  ['a file of line breaks', '\n\r\n\r', 'empty'],
  ['a file of separators and spaces', ',,\n , ,\n', 'empty'],
  ['a header without rows', 'Name,City\n', 'no_rows'],
  ['a header with empty rows', 'Name,City\n,\n\n , \n', 'no_rows'],
  ['a workbook without cells', xlsxOf({ sheets: { One: '' } }), 'empty'],
  ['a workbook with a header', xlsxOf({ sheets: { One: textRows([['A', 'B']]) } }), 'no_rows'],
  ['a workbook whose sheets are hidden', xlsxOf({ ...workbook, states: { One: 'hidden' } }), 'empty'],
  ['a PDF', '%PDF-1.7\n1 0 obj\n<< >>\nendobj\n', 'unknown_format'],
  ['a picture', png, 'unknown_format'],
  ['an HTML page named .xls', '\ufeff <html><table><tr><td>A</td></tr></table></html>', 'unknown_format'],
  ['a part of an HTML page', '<meta charset="utf-8"><table><tr><td>A</td></tr></table>', 'unknown_format'],
  ['an XML file', '<?xml version="1.0"?>\n<a>,</a>\n', 'unknown_format'],
  ['a JSON file', '[\n  {"a": 1},\n  {"a": 2}\n]\n', 'unknown_format'],
  ['a rich text', '{\\rtf1\\ansi a,b\\par\n1,2}', 'unknown_format'],
  ['bytes without any structure', noise, 'unknown_format'],
  ['another ZIP file', zipOf({ 'data.csv': 'a,b\n1,2\n' }), 'unknown_format'],
  ['an empty ZIP file', zipOf({}), 'unknown_format'],
  ['a text document', docx, 'unknown_format'],
  ['a binary workbook', xlsb, 'unknown_format'],
  [
    'a workbook with a password',
    oleOf(['Root Entry', 'a', 'b', 'c', 'EncryptionInfo', 'EncryptedPackage']),
    'encrypted',
  ],
  ['a workbook of Excel 2003', oleOf(['Root Entry', 'Workbook']), 'old_excel'],
  ['a workbook of Excel 95', oleOf(['Root Entry', 'Book']), 'old_excel'],
  ['a document of Word 2003', oleOf(['Root Entry', 'WordDocument']), 'unknown_format'],
  ['an old container that is cut off', oleOf(['Root Entry', 'Workbook']).subarray(0, 700), 'unknown_format'],
  [
    'a workbook in a ZIP file with a password',
    withParts({ [sheet]: { content: '', flags: 1 } }),
    'encrypted',
  ],
  ['a workbook with strong encryption', withParts({ [sheet]: { content: '', flags: 0x40 } }), 'encrypted'],
  ['a workbook that is cut in half', good.subarray(0, good.length / 2), 'damaged'],
  ['a workbook with a few bytes', good.subarray(0, 10), 'damaged'],
  ['a workbook with bytes after its end', Buffer.concat([good, Buffer.from('x')]), 'damaged'],
  ['compressed bytes that are changed', changed(good, good.indexOf(sheet) + sheet.length + 3), 'damaged'],
  [
    'a part with another checksum',
    withParts({ [sheet]: { content: sheetXml(rows), declaredCrc: 1 } }),
    'damaged',
  ],
  [
    'a part that is shorter than declared',
    withParts({ [sheet]: { content: sheetXml(rows), declaredBytes: 9999 } }),
    'damaged',
  ],
  [
    'a part that is longer than declared',
    withParts({ [sheet]: { content: sheetXml(rows), declaredBytes: 9 } }),
    'damaged',
  ],
  [
    'a part in an unknown compression',
    withParts({ [sheet]: { content: sheetXml(rows), method: 12 } }),
    'damaged',
  ],
  ['a part with a path outside', withParts({ '../evil.xml': '<a/>' }), 'damaged'],
  ['a workbook without its main part', without('xl/workbook.xml'), 'damaged'],
  ['a workbook without its sheet', without(sheet), 'damaged'],
  ['a workbook without its shared texts', without(strings), 'damaged'],
  ['XML that is cut off', withParts({ [sheet]: sheetXml(rows).slice(0, -30) }), 'damaged'],
  ['XML that is not well-formed', withParts({ [sheet]: sheetXml(`${rows}<row></c></row>`) }), 'damaged'],
  [
    'XML that is not UTF-8',
    withParts({ [sheet]: Buffer.from(sheetXml(textRows([['a'], ['é']])), 'latin1') }),
    'damaged',
  ],
  ['an empty part', withParts({ [sheet]: '' }), 'damaged'],
  ['a document type with entities', withParts({ [sheet]: laughs }), 'damaged'],
  [
    'a document type in another part',
    withParts({ 'xl/styles.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>' }),
    'damaged',
  ],
  ['an unknown entity', withParts({ [sheet]: sheetXml('<row><c><v>&b;</v></c></row>') }), 'damaged'],
];

test.each(cases)('%s is refused with its reason', async (_, file, reason) => {
  expect((await errorOf(file)).reason).toBe(reason);
});

const many = (length: number) => Array.from({ length }, () => 'x');
const sheetOf = (content: string) => xlsxOf({ sheets: { One: content } });
const tooLong = 'x'.repeat(32_768);

const casesInRows: [name: string, file: string | Uint8Array, reason: FileProblem, row: number][] = [
  ['a CSV row with 501 columns', `a,b\n\n${many(501).join(',')}\n`, 'too_many_columns', 3],
  ['a CSV header with 5,000 columns', `${many(5000).join(';')}\n1;2\n`, 'too_many_columns', 1],
  ['a CSV row with a million empty cells', `a,b\n1,2\n${','.repeat(1e6)}`, 'too_many_columns', 3],
  ['a sheet with 5,000 columns', sheetOf(textRows([many(5000), ['1']])), 'too_many_columns', 1],
  ['a CSV cell that is too long', `a,b\n1,2\n"${tooLong}",2\n`, 'cell_too_long', 3],
  ['a cell of a sheet that is too long', sheetOf(textRows([['a'], ['1'], [tooLong]])), 'cell_too_long', 3],
  [
    'a shared text that is too long',
    xlsxOf({ sheets: { One: `${rows}<row><c t="s"><v>0</v></c></row>` }, strings: [`<t>${tooLong}</t>`] }),
    'cell_too_long',
    3,
  ],
  [
    'a text in pieces that is too long',
    sheetOf(`${rows}<row><c t="inlineStr"><is>${'<r><t>xxxxxxxx</t></r>'.repeat(5000)}</is></c></row>`),
    'cell_too_long',
    3,
  ],
  ['a quote that never ends', 'a,b\n1,2\n3,"4\n5,6\n7,8\n', 'unclosed_quote', 3],
  ['a quote that ends at the next one', 'a,b\n1,2\nñ,"4\n5,6\n7,"8, 9"\n', 'unclosed_quote', 3],
  [
    'a quote that ends at the next one, in a first cell',
    'a,b\r\n"1,2\r\n3,4\r\n"5",6\r\n',
    'unclosed_quote',
    2,
  ],
  ['a long text after an open quote', `a,b\n1,"\n${'5,6\n'.repeat(1.2e6)}`, 'unclosed_quote', 2],
  ['a long line without separators', `a,b\n1,${'5'.repeat(4.5e6)}`, 'cell_too_long', 2],
  [
    'a text with a byte of another encoding',
    Buffer.concat([Buffer.from(`a,é\n${`1,${'2'.repeat(98)}\n`.repeat(3000)}\xe9`), Buffer.from([0xe9])]),
    'wrong_encoding',
    3002,
  ],
  ['a row after the last one of Excel', sheetOf(`${rows}<row r="1048577"/>`), 'too_many_rows', 1_048_577],
  [
    'a cell after the last one of Excel',
    sheetOf(`${rows}<row r="3"><c r="XFE3"><v>1</v></c></row>`),
    'damaged',
    3,
  ],
  ['a shared text that is missing', sheetOf(`${rows}<row><c t="s"><v>1</v></c></row>`), 'damaged', 3],
  ['a number that is none', sheetOf(`${rows}<row><c><v>1,5</v></c></row>`), 'damaged', 3],
  ['a reference that is none', sheetOf(`${rows}<row><c r="1A"><v>1</v></c></row>`), 'damaged', 3],
  ['rows that are out of order', sheetOf(`${rows}<row r="9"/><row r="4"/>`), 'damaged', 4],
  ['a row number that is none', sheetOf(`${rows}<row r="x"/>`), 'damaged', 3],
];

test.each(casesInRows)('%s is refused with its row', async (_, file, reason, row) => {
  expect(await errorOf(file)).toMatchObject({ reason, row });
});

test('empty rows of CSV count towards the rows that a spreadsheet has', async () => {
  const lines = async function* () {
    yield { number: 1, cells: ['a'] };
    yield { number: 1_048_577, cells: [''] };
  };
  await expect(collected(completeRows(lines()))).rejects.toMatchObject({
    reason: 'too_many_rows',
    row: 1_048_577,
  });
});

test('a sheet that does not exist is refused', async () => {
  expect(await errorOf(good, { sheet: 'Two' })).toMatchObject({ reason: 'no_such_sheet' });
});

test('a file over the limit is refused without reading it', async () => {
  const source = { sizeBytes: limits.importBytes + 1, read: () => expect.unreachable('The file was read.') };
  expect((await errorOf(source)).reason).toBe('too_large');
});

test('a part that says it is too large is refused without unpacking it', async () => {
  const bomb = (declaredBytes: number) => ({
    content: '',
    declaredBytes,
    deflated: Buffer.from('not deflated'),
  });
  expect((await errorOf(withParts({ [sheet]: bomb(sheetMaxBytes + 1) }))).reason).toBe('too_large_unpacked');
  expect((await errorOf(withParts({ [strings]: bomb(sharedStringsMaxBytes + 1) }))).reason).toBe(
    'too_large_unpacked',
  );
});

test('a file with too many parts is refused', async () => {
  const parts = Object.fromEntries(
    Array.from({ length: 10_001 }, (_, index) => [
      `p${index}.bin`,
      { content: '', deflated: Buffer.of(3, 0) },
    ]),
  );
  expect((await errorOf(zipOf(parts))).reason).toBe('too_large_unpacked');
});

/** A source and the number of bytes that were read from it. */
function countedSource(file: Uint8Array) {
  const source = sourceOf(file);
  const counted = {
    bytes: 0,
    sizeBytes: source.sizeBytes,
    async *read(from: number, to: number) {
      for await (const piece of source.read(from, to)) {
        counted.bytes += piece.length;
        yield piece;
      }
    },
  };
  return counted;
}

test.each([
  ['more than its directory says', deflatedOf('<row/>', 4000, '<worksheet><sheetData>'), 1000],
  ['one endless text', deflatedOf(' ', 4000, '<worksheet><sheetData>'), sheetMaxBytes],
  ['elements within elements', deflatedOf('<a>', 4000, '<worksheet><sheetData>'), sheetMaxBytes],
])('a bomb of %s stops at its start', async (_, deflated, declaredBytes) => {
  const source = countedSource(withParts({ [sheet]: { content: '', deflated, declaredBytes } }));
  expect((await errorOf(source)).reason).toBe('damaged');
  // The sample of the format, a few windows, and little of the sheet.
  expect(source.sizeBytes).toBeGreaterThan(4_000_000);
  expect(source.bytes).toBeLessThan(1_000_000);
});
