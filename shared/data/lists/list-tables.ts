import type { DatabaseSync } from 'node:sqlite';
import type { Column } from '#contract/lists/column.ts';
import { columnNames, namesAt } from './sql.ts';

/** Creates the tables of a list in an empty database. */
export function createTables(db: DatabaseSync, columns: readonly Column[]): void {
  const declared = (isText: boolean) =>
    columns.flatMap((column, at) =>
      (column.kind === 'text' || column.kind === 'phones') === isText ? columnNames(column, namesAt(at)) : [],
    );
  // SQLite reads a row up to the last column that it needs, so that texts come last. Without a declared type, it stores
  // numbers and texts as they are.
  const all = ['d TEXT', ...declared(false), 'id TEXT NOT NULL UNIQUE', ...declared(true), 'q TEXT NOT NULL'];
  db.exec(`
    CREATE TABLE records (n INTEGER PRIMARY KEY, ${all.join(', ')});
    CREATE TABLE remainders (n INTEGER PRIMARY KEY, remainder TEXT NOT NULL);
    ATTACH ':memory:' AS bodies;
    CREATE TABLE bodies.bodies (n INTEGER PRIMARY KEY, body TEXT NOT NULL);`);
}
