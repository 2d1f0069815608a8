import type { ExportColumn, ExportRows } from './column.ts';
import { headersOf } from './cell.ts';
import { encode } from './encode.ts';
import { columnLetters, sheetXml, type CutCell } from './xlsx-sheet.ts';
import { stylesXml } from './xlsx-styles.ts';
import { xmlText } from './xlsx-text.ts';
import { zipFile, type ZipEntry } from './zip-file.ts';

export interface XlsxOptions {
  /** Characters that names of sheets can't contain are left out. */
  sheetName: string;
  /** The time zone in which timestamps are written, because spreadsheets have none. */
  timeZone: string;
  /** Called for each text that was longer than a cell can be. */
  onCut?: (cell: CutCell) => void;
}

/** A spreadsheet (Office Open XML) with one sheet. */
export const xlsxFile = (
  columns: readonly ExportColumn[],
  rows: ExportRows,
  options: XlsxOptions,
): AsyncGenerator<Uint8Array, void> => zipFile(entries(columns, rows, options));

function* entries(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  { sheetName, timeZone, onCut = () => undefined }: XlsxOptions,
): Generator<ZipEntry, void> {
  yield entry('[Content_Types].xml', contentTypes);
  yield entry('_rels/.rels', relationships({ officeDocument: 'xl/workbook.xml' }));
  yield entry(
    'xl/_rels/workbook.xml.rels',
    relationships({ worksheet: 'worksheets/sheet1.xml', styles: 'styles.xml' }),
  );
  yield entry('xl/styles.xml', stylesXml());
  let rowCount = 1;
  async function* sheet(): AsyncGenerator<string, void> {
    yield declaration;
    rowCount = yield* sheetXml({ columns, rows, timeZone, onCut });
  }
  yield { path: 'xl/worksheets/sheet1.xml', chunks: encode(sheet()) };
  // The workbook is last, because it contains the number of rows.
  const corner = `$${columnLetters(headersOf(columns).length - 1)}$${rowCount}`;
  yield entry('xl/workbook.xml', workbookXml(validSheetName(sheetName), corner));
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const entry = (path: string, xml: string): ZipEntry => ({ path, chunks: encode([declaration, xml]) });

const packages = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = [
  `<Types xmlns="${packages}/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  `<Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>`,
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/>`,
  `<Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>`,
  '</Types>',
].join('');

/** The files that a part consists of, by their kind. Their ids are rId1, rId2 and so on. */
function relationships(targets: Record<string, string>): string {
  const all = Object.entries(targets).map(
    ([kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${documents}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;
}

/** Excel wants the range of the filter here as well, under a name of its own. */
function workbookXml(sheetName: string, corner: string): string {
  const range = `'${sheetName.replaceAll("'", "''")}'!$A$1:${corner}`;
  return [
    `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${documents}">`,
    `<sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets>`,
    `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${xmlText(range)}</definedName></definedNames>`,
    '</workbook>',
  ].join('');
}

/** Excel's rules: up to 31 characters, some of them not allowed, and no apostrophe at either end. */
function validSheetName(name: string): string {
  const clean = name.replace(/[[\]:*?/\\\p{Cc}]/gu, ' ');
  const short = clean.slice(0, 31).replace(/\p{Cs}$/u, '');
  return short.replace(/^['\s]+|['\s]+$/g, '') || 'Sheet1';
}
