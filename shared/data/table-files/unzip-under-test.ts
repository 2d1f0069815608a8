import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { expect } from 'vitest';

interface Entry {
  fileName: string;
  crc32: number;
}
interface ZipReader {
  eachEntry(): AsyncIterable<Entry>;
  openReadStreamPromise(entry: Entry): Promise<AsyncIterable<Uint8Array>>;
}
/** The package has no types. */
const yauzl = createRequire(import.meta.url)('yauzl') as {
  fromBufferPromise(file: Buffer, options: { lazyEntries: true }): Promise<ZipReader>;
};

/** The texts in a ZIP file by their paths, whose checksums are right. */
export async function unzip(file: Buffer): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(file, { lazyEntries: true });
  const texts: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry));
    expect(crc32(content)).toBe(entry.crc32);
    texts[entry.fileName] = content.toString();
  }
  return texts;
}
