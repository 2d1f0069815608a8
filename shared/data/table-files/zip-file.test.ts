import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from './export-under-test.ts';
import { unzip } from './unzip-under-test.ts';
import { zipFile } from './zip-file.ts';
import { isFull } from '../../../tests/counts.ts';
import '../../../tests/seeded.ts';

const zip = (texts: Record<string, string[]>) =>
  zipFile(
    Object.entries(texts).map(([path, parts]) => ({ path, chunks: parts.map((part) => Buffer.from(part)) })),
  );

test('an independent reader returns each entry by its path', async () => {
  const path = fc.stringMatching(/^[a-z]{1,5}(?:\/[a-z]{1,5}\.xml)?$/);
  const parts = fc.array(fc.string({ unit: 'grapheme', size: 'medium' }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(path, parts, { noNullPrototype: true }), async (texts) => {
      const read = await unzip(await bytesOf(zip(texts)));
      expect(read).toEqual(
        Object.fromEntries(Object.entries(texts).map(([name, all]) => [name, all.join('')])),
      );
    }),
  );
});

test('equal entries make equal files', async () => {
  const texts = { 'a.xml': ['<a/>'], 'b.xml': ['<b>', '</b>'] };
  expect(await bytesOf(zip(texts))).toEqual(await bytesOf(zip(texts)));
});

test.runIf(isFull)('a reader finds more entries than 16 bits can count', { timeout: 120_000 }, async () => {
  const count = 0xffff;
  const paths = Array.from({ length: count }, (_, index) => String(index));
  const entries = paths.map((path) => ({ path, chunks: [] }));
  const read = await unzip(await bytesOf(zipFile(entries, { isLarge: true })));
  expect(Object.keys(read)).toHaveLength(count);
});

test('an entry is requested when the one before it has been read', async () => {
  const seen: string[] = [];
  function* chunks(name: string) {
    yield Buffer.from(name);
    seen.push(`${name} read`);
  }
  function* entries() {
    for (const path of ['a', 'b']) {
      seen.push(`${path} requested`);
      yield { path, chunks: chunks(path) };
    }
  }
  await bytesOf(zipFile(entries()));
  expect(seen).toEqual(['a requested', 'a read', 'b requested', 'b read']);
});

test.each([
  ['entry', [{ path: 'a', chunks: [Buffer.alloc(10_001)] }]],
  // Random bytes can't be compressed.
  ['file', ['a', 'b'].map((path) => ({ path, chunks: [crypto.getRandomValues(new Uint8Array(6_000))] }))],
])('a larger %s than the format allows is refused', async (_, entries) => {
  await expect(bytesOf(zipFile(entries, { limitBytes: 10_000 }))).rejects.toThrow('smaller than 4 GiB');
});
