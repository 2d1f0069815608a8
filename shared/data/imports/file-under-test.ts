import { crc32, deflateRawSync } from 'node:zlib';
import type { FileOptions, FileRow } from './file-shape.ts';
import type { FileSource } from './file-source.ts';
import { openFile } from './open-file.ts';

/** A file in memory that yields pieces of the given size. */
export function sourceOf(content: string | Uint8Array, pieceBytes = 64 * 1024): FileSource {
  const bytes = Buffer.from(content as Uint8Array);
  return {
    sizeBytes: bytes.length,
    async *read(from, to) {
      for (let at = from; at < to; at += pieceBytes) {
        yield Uint8Array.from(bytes.subarray(at, Math.min(at + pieceBytes, to, bytes.length)));
      }
    },
  };
}

/** All rows of a file. */
export async function rowsIn(
  file: string | Uint8Array | FileSource,
  options?: FileOptions,
): Promise<FileRow[]> {
  const source = typeof file === 'string' || file instanceof Uint8Array ? sourceOf(file) : file;
  const rows: FileRow[] = [];
  for await (const row of (await openFile(source, options)).rows) rows.push(row);
  return rows;
}

/** The cells of all rows of a file. */
export async function cellsIn(...file: Parameters<typeof rowsIn>) {
  return (await rowsIn(...file)).map(({ cells }) => cells);
}

/** A part of a ZIP file, with what a wrong or hostile one says about it. */
export interface PartUnderTest {
  content: string | Uint8Array;
  deflated?: Uint8Array;
  declaredBytes?: number;
  declaredCrc?: number;
  flags?: number;
  method?: number;
}

function headerFields(part: PartUnderTest, data: Uint8Array): Buffer {
  const content = Buffer.from(part.content as Uint8Array);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.flags ?? 0, 2);
  fields.writeUInt16LE(part.method ?? 8, 4);
  fields.writeUInt32LE(part.declaredCrc ?? crc32(content), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(part.declaredBytes ?? content.length, 18);
  return fields;
}

/** A ZIP file, written by hand so that it can be wrong. */
export function zipOf(parts: Record<string, string | Uint8Array | PartUnderTest>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, value] of Object.entries(parts)) {
    const part = typeof value === 'string' || value instanceof Uint8Array ? { content: value } : value;
    const data = part.deflated ?? deflateRawSync(Buffer.from(part.content as Uint8Array));
    const fields = headerFields(part, data);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, end, Buffer.from(name));
    files.push(file);
    offset += file.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directoryBytes, end]);
}

const relations = (entries: [id: string, type: string, target: string][], types: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export interface WorkbookUnderTest {
  /** XML within `sheetData`, by the name of the sheet. */
  sheets: Record<string, string>;
  /** States of sheets other than visible. */
  states?: Record<string, string>;
  /** XML of each shared string. */
  strings?: string[];
  /** Format codes or built-in numbers, by the number of the style. */
  formats?: (string | number)[];
  uses1904?: boolean;
  isStrict?: boolean;
  /** Prefix of the elements of sheets, workbook and styles. */
  prefix?: string;
}

/** The parts of a workbook as Excel names them, so that tests can replace some. */
export function partsOf(workbook: WorkbookUnderTest): Record<string, string | Uint8Array | PartUnderTest> {
  const { sheets, states = {}, strings, formats = [], uses1904, isStrict, prefix } = workbook;
  const types = isStrict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = isStrict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const xml = (name: string, content: string) => {
    const whole = `<${name} xmlns="${main}" xmlns:r="${types}">${content}</${name}>`;
    if (!prefix) return whole;
    return whole.replaceAll(/<(\/?)(\w)/g, `<$1${prefix}:$2`).replace('xmlns=', `xmlns:${prefix}=`);
  };
  const names = Object.keys(sheets);
  const tabs = names.map((name, index) => {
    const state = states[name] ? ` state="${states[name]}"` : '';
    return `<sheet name="${name}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  const custom = formats.map((code, index) =>
    typeof code === 'string' ? `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>` : '',
  );
  const styles = formats.map(
    (code, index) => `<xf numFmtId="${typeof code === 'string' ? 164 + index : code}"/>`,
  );
  return {
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']], types),
    'xl/workbook.xml': xml(
      'workbook',
      `<workbookPr${uses1904 ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets>`,
    ),
    'xl/_rels/workbook.xml.rels': relations(
      [
        ...names.map((_, i): [string, string, string] => [
          `rId${i + 1}`,
          'worksheet',
          `worksheets/sheet${i + 1}.xml`,
        ]),
        ['styles', 'styles', '/xl/styles.xml'],
        ...(strings ? [['strings', 'sharedStrings', 'sharedStrings.xml'] as [string, string, string]] : []),
      ],
      types,
    ),
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        xml('worksheet', `<sheetData>${sheets[name]}</sheetData>`),
      ]),
    ),
    'xl/styles.xml': xml(
      'styleSheet',
      `<numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
        `<cellXfs>${styles.join('')}</cellXfs>`,
    ),
    ...(strings && { 'xl/sharedStrings.xml': xml('sst', strings.map((one) => `<si>${one}</si>`).join('')) }),
  };
}

/** An XLSX file. */
export const xlsxOf = (workbook: WorkbookUnderTest) => zipOf(partsOf(workbook));

/** The XML of rows with inline texts. */
export function textRows(rows: string[][]): string {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('');
}

/** An OLE container with a header, an allocation table and one sector of a directory with these names. */
export function oleOf(names: string[]): Buffer {
  const header = Buffer.alloc(512);
  header.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  const sectors = [0, 1].map((sector) => {
    const directory = Buffer.alloc(512);
    names.slice(sector * 4, sector * 4 + 4).forEach((name, index) => {
      directory.write(name, index * 128, 'utf16le');
      directory.writeUInt16LE(name.length * 2 + 2, index * 128 + 64);
    });
    return directory;
  });
  // The directory goes on in the sector after next.
  table.writeUInt32LE(3, 4);
  table.writeUInt32LE(0xffff_fffe, 12);
  return Buffer.concat([header, table, sectors[0]!, Buffer.alloc(512), sectors[1]!]);
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
