/** The calls of yauzl that are used, which comes without types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    fileName: string;
    crc32: number;
    uncompressedSize: number;
    isEncrypted(): boolean;
  }

  export interface ZipFile {
    entryCount: number;
    /** Where the directory begins, until its entries are read. */
    readEntryCursor: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }

  type Done = (error: unknown) => void;

  export class RandomAccessReader {
    _readStreamForRange(start: number, end: number): Readable;
    read(buffer: Buffer, offset: number, length: number, position: number, done: Done): void;
  }

  export function fromRandomAccessReaderPromise(
    reader: RandomAccessReader,
    totalSize: number,
    options: { autoClose: boolean },
  ): Promise<ZipFile>;
}
