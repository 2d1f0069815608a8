import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, type ReadStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

/** An object's metadata. */
export type ObjectHead = { key: string; type: string; etag: string; sizeBytes: number; modifiedMs: number };

/** Digests of the uploaded bytes in base64, by algorithm. */
export type Digests = { sha256: string; crc32: string };

export type ObjectStore = {
  head(key: string): ObjectHead | undefined;
  open(head: ObjectHead, range: { from: number; to: number }): ReadStream;
  /**
   * Stores all bytes or none. `accept` checks the digests before the object is stored, and may throw. The ETag is the MD5
   * of the bytes by default.
   */
  put(
    key: string,
    type: string,
    bytes: Readable,
    accept: (digests: Digests) => void,
    etag?: string,
  ): Promise<ObjectHead>;
  copy(from: ObjectHead, to: string): Promise<ObjectHead>;
  remove(key: string): Promise<void>;
  keys(): string[];
  /** Deletes objects under a prefix that were modified before a time. */
  expire(prefix: string, before: number): Promise<void>;
};

/**
 * The objects of a bucket. Their bytes are files in the folder; their metadata is in the host's database and is written
 * last.
 */
export function createObjectStore(database: DatabaseSync, bucket: string, folder: string): ObjectStore {
  mkdirSync(folder, { recursive: true });
  database.exec(`CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, file TEXT, type TEXT, etag TEXT,
    size INTEGER, modified INTEGER, PRIMARY KEY (bucket, key))`);
  const select = database.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const insert = database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)');
  const forget = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const all = database.prepare('SELECT key, modified FROM objects WHERE bucket = ? ORDER BY key');
  const fileOf = (key: string) => {
    const row = select.get(bucket, key);
    return row && path.join(folder, String(row.file));
  };

  const head = (key: string): ObjectHead | undefined => {
    const row = select.get(bucket, key);
    if (!row) return undefined;
    const { type, etag, size, modified } = row;
    return {
      key,
      type: String(type),
      etag: String(etag),
      sizeBytes: Number(size),
      modifiedMs: Number(modified),
    };
  };

  async function keep(
    key: string,
    file: string,
    rest: Omit<ObjectHead, 'key' | 'modifiedMs'>,
  ): Promise<ObjectHead> {
    const before = fileOf(key);
    insert.run(bucket, key, file, rest.type, rest.etag, rest.sizeBytes, Date.now());
    if (before) await rm(before, { force: true });
    return { key, ...rest, modifiedMs: Date.now() };
  }

  async function remove(key: string): Promise<void> {
    const file = fileOf(key);
    forget.run(bucket, key);
    if (file) await rm(file, { force: true });
  }

  return {
    head,
    open: ({ key }, { from, to }) => createReadStream(fileOf(key) ?? '', { start: from, end: to }),
    async put(key, type, bytes, accept, ownEtag) {
      const file = randomUUID();
      const target = path.join(folder, file);
      try {
        const { etag, sizeBytes, ...digests } = await receive(bytes, target);
        accept(digests);
        return await keep(key, file, { type, etag: ownEtag ?? etag, sizeBytes });
      } catch (error) {
        await rm(target, { force: true });
        throw error;
      }
    },
    async copy({ key, type, etag, sizeBytes }, to) {
      const file = randomUUID();
      await copyFile(fileOf(key) ?? '', path.join(folder, file));
      return keep(to, file, { type, etag, sizeBytes });
    },
    remove,
    keys: () => all.all(bucket).map(({ key }) => String(key)),
    async expire(prefix, before) {
      for (const { key, modified } of all.all(bucket)) {
        if (String(key).startsWith(prefix) && Number(modified) < before) await remove(String(key));
      }
    },
  };
}

/** Writes bytes to a file, and returns their size and digests. */
export async function receive(
  bytes: Readable,
  target: string,
): Promise<Digests & { etag: string; sizeBytes: number }> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let crc = 0;
  let sizeBytes = 0;
  await pipeline(
    bytes,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        md5.update(chunk);
        sha256.update(chunk);
        crc = crc32(chunk, crc);
        sizeBytes += chunk.length;
        yield chunk;
      }
    },
    // Flushed to disk before the response is sent.
    createWriteStream(target, { flush: true }),
  );
  const crcBytes = Buffer.alloc(4);
  crcBytes.writeUInt32BE(crc);
  return {
    etag: `"${md5.digest('hex')}"`,
    sizeBytes,
    sha256: sha256.digest('base64'),
    crc32: crcBytes.toString('base64'),
  };
}
