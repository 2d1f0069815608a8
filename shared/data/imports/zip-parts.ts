import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { partsMax } from './file-limits.ts';
import { readBytes, SourceFailure, type FileSource } from './file-source.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** The parts of a package in a ZIP file, by names that don't depend on case. */
export interface ZipParts {
  has(name: string): boolean;
  /** The bytes of a part. A part of more than `maxBytes` isn't read, and a changed one ends with an error. */
  read(name: string, maxBytes: number): AsyncGenerator<Uint8Array>;
}

/** yauzl reads the directory entry by entry, a few bytes each. */
const windowBytes = 64 * 1024;

/** Reads the source in windows, so that a request gets more than a few bytes. */
export function readerOf(source: FileSource): RandomAccessReader {
  let windowStart = 0;
  let window: Buffer = Buffer.alloc(0);
  const inWindow = (from: number, to: number) =>
    from >= windowStart && to <= windowStart + window.length
      ? window.subarray(from - windowStart, to - windowStart)
      : undefined;
  const load = async (from: number, to: number) => {
    const loaded = inWindow(from, to);
    if (loaded) return loaded;
    window = await readBytes(source, from, Math.min(Math.max(to, from + windowBytes), source.sizeBytes));
    windowStart = from;
    return window.subarray(0, to - from);
  };
  return Object.assign(new RandomAccessReader(), {
    _readStreamForRange(from: number, to: number) {
      const loaded = inWindow(from, to);
      // Bytes instead of objects, of which a stream would read sixteen ahead.
      return Readable.from(loaded ? [loaded] : source.read(from, to), { objectMode: false });
    },
    read(buffer: Buffer, offset: number, length: number, position: number, done: (error: unknown) => void) {
      load(position, position + length)
        .then((bytes) => {
          if (bytes.length < length) throw new UnreadableFile('damaged');
          bytes.copy(buffer, offset);
        })
        .then(() => done(null), done);
    },
  });
}

/** Errors of yauzl and zlib, which have no codes, say that the file is against its format. */
export function damaged(error: unknown): unknown {
  if (error instanceof UnreadableFile || error instanceof SourceFailure) return error;
  const isEncrypted = error instanceof Error && error.message === 'strong encryption is not supported';
  return new UnreadableFile(isEncrypted ? 'encrypted' : 'damaged', undefined, error);
}

/**
 * The size in the directory is the real one or an upper bound: yauzl ends a part with an error once it unpacks to more.
 */
export async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw damaged(error);
  }
  if (sum !== entry.crc32) throw new UnreadableFile('damaged');
}

async function xmlEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > partsMax) throw new UnreadableFile('too_large_unpacked');
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (/\.(xml|rels)$/i.test(entry.fileName)) entries.set(entry.fileName.toLowerCase(), entry);
  }
  return entries;
}

export async function openZip(source: FileSource): Promise<ZipParts> {
  let zip: ZipFile;
  let entries: Map<string, Entry>;
  try {
    zip = await fromRandomAccessReaderPromise(readerOf(source), source.sizeBytes, { autoClose: false });
    entries = await xmlEntries(zip);
  } catch (error) {
    throw damaged(error);
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async *read(name, maxBytes) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw new UnreadableFile('damaged');
      if (entry.isEncrypted()) throw new UnreadableFile('encrypted');
      if (entry.uncompressedSize > maxBytes) throw new UnreadableFile('too_large_unpacked');
      yield* unpacked(zip, entry);
    },
  };
}
