import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { FileLimitError } from './file-limit-error.ts';

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface ZipEntry {
  /** ASCII only. */
  path: string;
  chunks: Chunks;
}

/** What the directory at the end of the file says about an entry. */
interface Written {
  path: Buffer;
  offset: number;
  checksum: number;
  compressedBytes: number;
  bytes: number;
}

/** Integers of 2 or 4 bytes in the byte order of x64 and ARM processors, which is that of the format. */
const words = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const doubles = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
const quads = (...values: number[]): Buffer => Buffer.from(BigUint64Array.from(values.map(BigInt)).buffer);

/** Versions 2.0 and 4.5 of the format, which has the extension for large files. */
const versions = { plain: 20, large: 45 } as const;
/** The version, sizes after the content, deflate, and the earliest time: January 1, 1980. */
const attributesOf = (version: number): Buffer => words(version, 8, 8, 0, 0x0021);

/** Sizes of entries are 32-bit numbers. */
const maxBytes = 0xffff_ffff;
/** What 16-bit and 32-bit numbers contain if the real one is in the extension for large files (ZIP64). */
const inExtension = { short: 0xffff, long: 0xffff_ffff } as const;

interface ZipOptions {
  limitBytes?: number;
  /**
   * Whether the file as a whole can have more than 4 GiB and 65,534 entries, which takes an extension of the format that
   * isn't read everywhere. The limit then applies to each entry.
   */
  isLarge?: boolean;
}

/**
 * A ZIP file whose entries are compressed while they are read. Each entry is read to its end before the next one is
 * requested. Equal entries make equal files.
 */
export async function* zipFile(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  { limitBytes = maxBytes, isLarge = false }: ZipOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const all: Written[] = [];
  let offset = 0;
  for await (const { path, chunks } of entries) {
    const written = { path: Buffer.from(path), offset, checksum: 0, compressedBytes: 0, bytes: 0 };
    const head = entryHead(written.path);
    yield head;
    for await (const chunk of deflated(measured(chunks, written))) {
      written.compressedBytes += chunk.length;
      yield chunk;
      const compressed = (isLarge ? 0 : offset + head.length) + written.compressedBytes;
      if (Math.max(written.bytes, compressed) > limitBytes)
        throw new FileLimitError('A file of this format must be smaller than 4 GiB.');
    }
    const sizes = entrySizes(written);
    yield sizes;
    offset += head.length + written.compressedBytes + sizes.length;
    all.push(written);
  }
  const directory = Buffer.concat(all.map(directoryEntry));
  yield directory;
  yield directoryEnd(all.length, directory.length, offset);
}

async function* measured(chunks: Chunks, written: Written): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    written.checksum = crc32(chunk, written.checksum);
    written.bytes += chunk.length;
    yield chunk;
  }
}

async function* deflated(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const deflate = createDeflateRaw();
  // Errors reach the reader of the stream, and a reader that stops also stops the source.
  pipeline(Readable.from(chunks, { highWaterMark: 1 }), deflate, () => undefined);
  yield* deflate as AsyncIterable<Uint8Array>;
}

/** The checksum and the sizes are zero here and follow the content. */
const entryHead = (path: Buffer): Buffer =>
  Buffer.concat([
    doubles(0x04034b50),
    attributesOf(versions.plain),
    doubles(0, 0, 0),
    words(path.length, 0),
    path,
  ]);

const entrySizes = ({ checksum, compressedBytes, bytes }: Written): Buffer =>
  doubles(0x08074b50, checksum, compressedBytes, bytes);

/**
 * An entry of the directory, without a comment, a disk number or attributes. Its extra field contains an offset that is
 * too large for 32 bits.
 */
function directoryEntry({ path, offset, checksum, compressedBytes, bytes }: Written): Buffer {
  const isFar = offset >= inExtension.long;
  const extra = isFar ? Buffer.concat([words(0x0001, 8), quads(offset)]) : Buffer.alloc(0);
  const version = isFar ? versions.large : versions.plain;
  return Buffer.concat([
    doubles(0x02014b50),
    words(version),
    attributesOf(version),
    doubles(checksum, compressedBytes, bytes),
    words(path.length, extra.length, 0, 0, 0),
    doubles(0, isFar ? inExtension.long : offset),
    path,
    extra,
  ]);
}

/** The end of the file, after that of the extension if one of the numbers is too large. */
function directoryEnd(entries: number, bytes: number, offset: number): Buffer {
  const isLarge = entries >= inExtension.short || Math.max(bytes, offset) >= inExtension.long;
  const shown = isLarge
    ? [inExtension.short, inExtension.long, inExtension.long]
    : ([entries, bytes, offset] as const);
  const [count = 0, size = 0, start = 0] = shown;
  return Buffer.concat([
    ...(isLarge ? [largeEnd(entries, bytes, offset)] : []),
    doubles(0x06054b50),
    words(0, 0, count, count),
    doubles(size, start),
    words(0),
  ]);
}

/** The directory's end with 64-bit numbers, for readers of its version, and where it is. */
const largeEnd = (entries: number, bytes: number, offset: number): Buffer =>
  Buffer.concat([
    doubles(0x06064b50),
    quads(44),
    words(versions.large, versions.large),
    doubles(0, 0),
    quads(entries, entries, bytes, offset),
    doubles(0x07064b50, 0),
    quads(offset + bytes),
    doubles(1),
  ]);
