import { createHash } from 'node:crypto';
import { encode } from '../table-files/encode.ts';
import type { ZipEntry } from '../table-files/zip-file.ts';
import type { ArchiveFile } from './archive-format.ts';

/** What is known about a file of an archive before it is written. */
export type LinesHead = Omit<ArchiveFile, 'records' | 'sizeBytes' | 'sha256'>;

/** A file of JSON lines, which reports its counts and its checksum once it was written. */
export function linesEntry(
  head: LinesHead,
  objects: Iterable<object> | AsyncIterable<object>,
  onWritten: (file: ArchiveFile) => void,
): ZipEntry {
  return { path: head.path, chunks: measured(head, objects, onWritten) };
}

async function* measured(
  head: LinesHead,
  objects: Iterable<object> | AsyncIterable<object>,
  onWritten: (file: ArchiveFile) => void,
): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  let [records, sizeBytes] = [0, 0];
  async function* lines(): AsyncGenerator<string, void> {
    for await (const object of objects) {
      records += 1;
      yield `${JSON.stringify(object)}\n`;
    }
  }
  for await (const chunk of encode(lines())) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
    yield chunk;
  }
  onWritten({ ...head, records, sizeBytes, sha256: hash.digest('hex') });
}
