import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How a database becomes bytes, and bytes become a database again. All ways write and read the same bytes. */
export interface DatabaseImages {
  read(db: DatabaseSync, schema: 'main' | 'bodies'): Uint8Array;
  open(image: Uint8Array): DatabaseSync;
  attach(db: DatabaseSync, image: Uint8Array, schema: 'bodies'): void;
}

export const imagesInMemory: DatabaseImages = {
  read: (db, schema) => db.serialize(schema),
  open(image) {
    const db = new DatabaseSync(':memory:');
    db.deserialize(image);
    return db;
  },
  attach(db, image, schema) {
    db.exec(`ATTACH ':memory:' AS ${schema}`);
    db.deserialize(image, { dbName: schema });
  },
};

/**
 * Through a file in the temporary folder, for runtimes before Node 24.16, which can't serialize databases. An opened file
 * is deleted at once: the connection keeps its content, and nothing is left behind when the function ends.
 */
export const imagesInFiles: DatabaseImages = {
  read: (db, schema) =>
    withFile((file) => {
      db.exec(`VACUUM ${schema} INTO '${file}'`);
      return readFileSync(file);
    }),
  open: (image) =>
    withFile((file) => {
      writeFileSync(file, image);
      const db = new DatabaseSync(file);
      db.exec(withoutJournal('main'));
      return db;
    }),
  attach: (db, image, schema) =>
    withFile((file) => {
      writeFileSync(file, image);
      db.exec(`ATTACH '${file}' AS ${schema}; ${withoutJournal(schema)}`);
    }),
};

/** A deleted file has no place for a journal, and needs none. */
const withoutJournal = (schema: string): string =>
  `PRAGMA ${schema}.journal_mode = MEMORY; PRAGMA ${schema}.synchronous = OFF;`;

function withFile<Result>(use: (file: string) => Result): Result {
  const file = path.join(tmpdir(), `list-${randomUUID()}`);
  try {
    return use(file);
  } finally {
    rmSync(file, { force: true });
  }
}

/** The way that this runtime has. */
export const databaseImages: DatabaseImages =
  'serialize' in DatabaseSync.prototype ? imagesInMemory : imagesInFiles;
