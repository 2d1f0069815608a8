import { CsvError, parse, type Options, type Parser } from 'csv-parse';
import { csvRowMaxBytes, sheetColumnsMax } from './file-limits.ts';
import type { FileRow } from './file-shape.ts';
import { UnreadableFile } from './unreadable-file.ts';

const hasLineBreak = (text: string) => /[\r\n]/.test(text);

/**
 * Whether a quote that opens a cell is followed by text after the next quote, rows later: it was opened by mistake. A
 * cell that is written correctly has its own quotes doubled in the file.
 */
function isMisquoted(value: string, bytesInFile: number): boolean {
  if (!value.startsWith('"') || !hasLineBreak(value)) return false;
  const quotes = value.split('"').length - 1;
  return bytesInFile < Buffer.byteLength(value) + quotes + 2;
}

function parserFor(separator: string): Parser {
  const separatorBytes = Buffer.byteLength(separator);
  let end = -1;
  const options: Options & { readableHighWaterMark: number } = {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote within a cell that doesn't begin with one is an ordinary character, such as in 5" pipe.
    relax_quotes: true,
    max_record_size: csvRowMaxBytes,
    // `max_record_size` doesn't count separators.
    cast: (value, { index, records, quoting, bytes }) => {
      if (index >= sheetColumnsMax) throw new UnreadableFile('too_many_columns', records + 1);
      // Between rows, a line break has two bytes at most.
      const start = index === 0 ? end + 1 : end + separatorBytes;
      end = bytes;
      if (quoting && isMisquoted(value, end - start)) throw new UnreadableFile('unclosed_quote', records + 1);
      return value;
    },
    // Rows are read after each piece of text, so the parser never waits for a reader.
    readableHighWaterMark: Number.MAX_SAFE_INTEGER,
  };
  return parse(options);
}

/** The error of the parser, or of the decoder of its text, with the row in which it occurred. */
function unreadable(error: unknown, row: number, text: string): unknown {
  if (error instanceof UnreadableFile) return new UnreadableFile(error.reason, error.row ?? row, error.cause);
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new UnreadableFile('unclosed_quote', row, error);
  if (error.code !== 'CSV_MAX_RECORD_SIZE') return error;
  // Only a row with an open quote goes on after a line break.
  return new UnreadableFile(hasLineBreak(text) ? 'unclosed_quote' : 'cell_too_long', row, error);
}

function* parsed(parser: Parser): Generator<string[]> {
  for (let cells: unknown = parser.read(); cells !== null; cells = parser.read()) yield cells as string[];
}

const settled = (act: (done: (error?: Error | null) => void) => void) =>
  new Promise<void>((resolve, reject) => {
    act((error) => (error ? reject(error) : resolve()));
  });

/** The rows of a text, with empty ones. The text comes in pieces of any size. */
export async function* csvRows(
  texts: AsyncIterable<string> | Iterable<string>,
  separator: string,
): AsyncGenerator<FileRow> {
  const parser = parserFor(separator);
  // Errors are also those of the calls that cause them.
  parser.on('error', () => undefined);
  let number = 0;
  let last = '';
  try {
    for await (const text of texts) {
      last = text;
      await settled((done) => parser.write(text, done));
      for (const cells of parsed(parser)) yield { number: (number += 1), cells };
    }
    await settled((done) => parser.end(done));
    for (const cells of parsed(parser)) yield { number: (number += 1), cells };
  } catch (error) {
    // The parser leaves the last characters until it has some more, and with them the end of a row.
    if (!parser.errored) await settled((done) => parser.write('    ', done));
    throw unreadable(error, parser.info.records + 1, last);
  } finally {
    parser.destroy();
  }
}
