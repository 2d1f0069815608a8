import type { Encoding } from '#contract/encoding.ts';
import { limits } from '#contract/limits.ts';
import { completeRows } from './complete-rows.ts';
import { csvRows } from './csv-rows.ts';
import { decodeSample, decodeText } from './decode-text.ts';
import { encodingOfBom, guessEncoding } from './encoding.ts';
import { formatOf } from './file-format.ts';
import { sharedStringsMaxBytes, sheetMaxBytes } from './file-limits.ts';
import type { FileOptions, FileRow, FileShape } from './file-shape.ts';
import { markedSource, readBytes, SourceFailure, type FileSource } from './file-source.ts';
import { isJsonLines, jsonRows, namesIn } from './json-rows.ts';
import { reasonOfOle } from './ole-file.ts';
import { mergedCells, withMerged } from './merged-cells.ts';
import { guessSeparator } from './separator.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readWorkbook, type Sheet } from './workbook.ts';
import { openZip } from './zip-parts.ts';

/** Bytes from the start that decide format, encoding and separator. */
const sampleBytes = 256 * 1024;

export interface OpenFile {
  shape: FileShape;
  /** The rows with content, the header first. Each iteration starts at the beginning, and can end at any row. */
  rows: AsyncIterable<FileRow>;
}

/** An iterable that reads the file from the start each time. Its errors have the shape, or are the source's own. */
function rowsOf(shape: FileShape, read: () => AsyncIterable<FileRow>): OpenFile {
  const rows = {
    async *[Symbol.asyncIterator]() {
      try {
        yield* completeRows(read());
      } catch (error) {
        if (error instanceof UnreadableFile) error.shape = shape;
        throw error instanceof SourceFailure ? error.cause : error;
      }
    },
  };
  return { shape, rows };
}

async function* withoutStart(texts: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let left = length;
  for await (const text of texts) {
    const rest = text.slice(left);
    left -= text.length - rest.length;
    if (rest) yield rest;
  }
}

function openCsv(
  source: FileSource,
  start: Buffer,
  guessed: Encoding | undefined,
  options: FileOptions,
): OpenFile {
  const encoding = encodingOfBom(start) ?? options.encoding ?? guessed;
  const text = decodeSample(start, encoding ?? 'utf-8');
  const { separator: found, start: skipped } = guessSeparator(text, start.length === source.sizeBytes);
  const separator = options.separator ?? found;
  return rowsOf({ format: 'csv', separator, ...(encoding && { encoding }) }, () => {
    const texts = decodeText(source.read(0, source.sizeBytes), encoding);
    return csvRows(withoutStart(texts, skipped), separator);
  });
}

function chosenSheet(sheets: Sheet[], name: string | undefined): Sheet {
  const sheet = sheets.find((one) => (name === undefined ? one.isVisible : one.name === name));
  if (sheet) return sheet;
  throw new UnreadableFile(name === undefined ? 'empty' : 'no_such_sheet');
}

async function openXlsx(source: FileSource, options: FileOptions): Promise<StartedFile> {
  const zip = await openZip(source);
  const { sheets, sharedStringsPart, ...context } = await readWorkbook(zip);
  const sheet = chosenSheet(sheets, options.sheet);
  const sharedStrings = sharedStringsPart
    ? await readSharedStrings(zip.read(sharedStringsPart, sharedStringsMaxBytes))
    : undefined;
  const visible = sheets.filter(({ isVisible }) => isVisible).map(({ name }) => name);
  const shape = { format: 'xlsx' as const, sheet: sheet.name, sheets: visible };
  const rows = () => sheetRows(zip.read(sheet.part, sheetMaxBytes), { ...context, sharedStrings });
  const withMerges = async () => {
    const merged = await mergedCells(zip.read(sheet.part, sheetMaxBytes));
    const whole = { ...shape, ...(merged.length > 0 ? { mergedCells: merged.length } : {}) };
    return rowsOf(whole, () => (options.fillMerged === false ? rows() : withMerged(rows(), merged)));
  };
  return { ...rowsOf(shape, rows), withMerges };
}

/** A file of JSON lines is read once more before its rows, because each line can have names of its own. */
async function openJsonLines(source: FileSource): Promise<OpenFile> {
  const shape = { format: 'jsonl' } as const;
  const texts = () => decodeText(source.read(0, source.sizeBytes), 'utf-8');
  try {
    const names = await namesIn(texts());
    return rowsOf(shape, () => jsonRows(texts(), names));
  } catch (error) {
    if (error instanceof UnreadableFile) error.shape = shape;
    throw error;
  }
}

/** A file before its merged cells are known, which a workbook has after its rows. */
interface StartedFile extends OpenFile {
  withMerges?: () => Promise<OpenFile>;
}

async function open(source: FileSource, options: FileOptions): Promise<StartedFile> {
  if (source.sizeBytes > limits.importBytes) throw new UnreadableFile('too_large');
  const start = await readBytes(source, 0, Math.min(sampleBytes, source.sizeBytes));
  const guessed = guessEncoding(start, start.length === source.sizeBytes);
  const format = formatOf(start, (options.encoding ?? guessed ?? '').startsWith('utf-16'));
  switch (format) {
    case 'text':
      return openCsv(source, start, guessed, options);
    case 'zip':
      return openXlsx(source, options);
    case 'ole':
      throw new UnreadableFile(await reasonOfOle(source));
    case 'unknown':
      if (isJsonLines(decodeSample(start, 'utf-8'))) return openJsonLines(source);
      throw new UnreadableFile('unknown_format');
  }
}

/** A file without a header and another row isn't worth any choice of columns. */
async function checkHasRows({ shape, rows }: OpenFile): Promise<void> {
  let count = 0;
  for await (const _ of rows) {
    count += 1;
    if (count === 2) return;
  }
  const error = new UnreadableFile(count === 0 ? 'empty' : 'no_rows');
  error.shape = shape;
  throw error;
}

/**
 * Opens an uploaded CSV or XLSX file, or one of JSON lines. Reads its start, and of a workbook everything, but not into
 * memory.
 *
 * Throws `UnreadableFile` for a file that is none of these or has no rows. Reading rows throws it for what shows later:
 * too many rows, or a damaged end. Errors of the source are thrown as they are.
 */
export async function openFile(source: FileSource, options: FileOptions = {}): Promise<OpenFile> {
  try {
    const file = await open(markedSource(source), options);
    await checkHasRows(file);
    return (await file.withMerges?.()) ?? file;
  } catch (error) {
    throw error instanceof SourceFailure ? error.cause : error;
  }
}
