import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { receive } from './object-store.ts';

/** A part of an object that is uploaded in parts. */
export type UploadedPart = { number: number; etag: string; sizeBytes: number };

/** An upload whose parts are not an object yet. */
export type OpenUpload = { id: string; key: string; type: string };

export type MultipartUploads = {
  start(key: string, type: string): OpenUpload;
  find(key: string, id: string): OpenUpload | undefined;
  /** Stores a part, in place of a former one with its number. */
  put(upload: OpenUpload, number: number, bytes: Readable): Promise<UploadedPart>;
  partsOf(upload: OpenUpload): UploadedPart[];
  /** The bytes of all parts in order. */
  read(upload: OpenUpload): Readable;
  remove(upload: OpenUpload): Promise<void>;
  /** Deletes uploads that were started before a time. */
  expire(before: number): Promise<void>;
};

/** The unfinished uploads of a bucket. Their parts are files in the folder, which the objects don't know. */
export function createMultipartUploads(
  database: DatabaseSync,
  bucket: string,
  folder: string,
): MultipartUploads {
  mkdirSync(folder, { recursive: true });
  database.exec(`CREATE TABLE IF NOT EXISTS uploads (bucket TEXT, id TEXT PRIMARY KEY, key TEXT, type TEXT, started INTEGER);
    CREATE TABLE IF NOT EXISTS parts (upload TEXT, number INTEGER, file TEXT, etag TEXT, size INTEGER,
    PRIMARY KEY (upload, number))`);
  const insert = database.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT * FROM uploads WHERE bucket = ? AND id = ? AND key = ?');
  const forget = database.prepare('DELETE FROM uploads WHERE id = ?');
  const old = database.prepare('SELECT * FROM uploads WHERE bucket = ? AND started < ?');
  const insertPart = database.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)');
  const selectParts = database.prepare('SELECT * FROM parts WHERE upload = ? ORDER BY number');
  const forgetParts = database.prepare('DELETE FROM parts WHERE upload = ?');
  const files = (id: string) => selectParts.all(id).map(({ file }) => path.join(folder, String(file)));
  const uploadOf = ({ id, key, type }: Record<string, unknown>): OpenUpload => ({
    id: String(id),
    key: String(key),
    type: String(type),
  });

  async function remove({ id }: OpenUpload): Promise<void> {
    const stored = files(id);
    forget.run(id);
    forgetParts.run(id);
    for (const file of stored) await rm(file, { force: true });
  }

  return {
    start(key, type) {
      const upload = { id: randomUUID(), key, type };
      insert.run(bucket, upload.id, key, type, Date.now());
      return upload;
    },
    find(key, id) {
      const row = select.get(bucket, id, key);
      return row && uploadOf(row);
    },
    async put({ id }, number, bytes) {
      const file = randomUUID();
      const target = path.join(folder, file);
      const former = selectParts.all(id).find((part) => part.number === number);
      const { etag, sizeBytes } = await receive(bytes, target).catch(async (error: unknown) => {
        await rm(target, { force: true });
        throw error;
      });
      insertPart.run(id, number, file, etag, sizeBytes);
      if (former) await rm(path.join(folder, String(former.file)), { force: true });
      return { number, etag, sizeBytes };
    },
    partsOf: ({ id }) =>
      selectParts.all(id).map(({ number, etag, size }) => ({
        number: Number(number),
        etag: String(etag),
        sizeBytes: Number(size),
      })),
    read: ({ id }) => Readable.from(bytesOf(files(id))),
    remove,
    async expire(before) {
      for (const row of old.all(bucket, before)) await remove(uploadOf(row));
    },
  };
}

async function* bytesOf(files: readonly string[]): AsyncGenerator<Buffer, void> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}
