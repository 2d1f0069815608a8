import type { DatabaseSync } from 'node:sqlite';

/** Memory that a database of a connection uses. */
export function bytesOf(db: DatabaseSync, schema: 'main' | 'bodies'): number {
  const read = (what: string) => Number(Object.values(db.prepare(`PRAGMA ${schema}.${what}`).get() ?? {})[0]);
  return read('page_count') * read('page_size');
}
