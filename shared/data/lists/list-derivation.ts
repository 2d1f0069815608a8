import type { Column } from '#contract/lists/column.ts';
import type { ListRecord } from './cells.ts';
import { databaseImages } from '../copies/database-images.ts';
import { ListDatabase } from './list-database.ts';

/** Derives columns and search texts from the bodies of a list database of any columns, as `serialize` returned them. */
export function deriveList(
  bodies: Uint8Array,
  columns: readonly Column[],
  recordFrom: (body: string) => ListRecord | undefined,
): ListDatabase {
  const db = databaseImages.open(bodies);
  const rows = db.prepare('SELECT body FROM bodies').iterate() as Iterable<{ body: string }>;
  const all = function* (): Generator<ListRecord> {
    for (const { body } of rows) {
      const record = recordFrom(body);
      if (record) yield record;
    }
  };
  const derived = ListDatabase.create(columns);
  derived.put(all());
  db.close();
  return derived;
}
