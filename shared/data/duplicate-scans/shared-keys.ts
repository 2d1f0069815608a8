import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/** Which records have a key in common. Records are numbers, and keys are kept as hashes, in a database in memory. */
export interface SharedKeys {
  add: (records: Iterable<readonly [record: number, keys: readonly string[]]>) => void;
  /**
   * Leaves out the keys of a single record and those of more than `most` records, which say too little. Returns the number
   * of the latter. To be called once, after all records were added.
   */
  dropUnusable: (most: number) => number;
  /** The records with a higher number that have a key in common with a record. */
  laterPartners: (record: number) => number[];
  close: () => void;
}

export function sharedKeys(): SharedKeys {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE keys (key INTEGER, record INTEGER, PRIMARY KEY (key, record)) WITHOUT ROWID');
  const insert = db.prepare('INSERT OR IGNORE INTO keys (key, record) VALUES (?, ?)');
  const partners = db.prepare(
    `SELECT DISTINCT others.record AS record FROM keys AS own JOIN keys AS others ON others.key = own.key
      WHERE own.record = ? AND others.record > ?`,
  );
  return {
    add(records) {
      db.exec('BEGIN');
      for (const [record, keys] of records) for (const key of keys) insert.run(numberOf(key), record);
      db.exec('COMMIT');
    },
    dropUnusable(most) {
      const common = db
        .prepare('SELECT count(*) AS count FROM (SELECT key FROM keys GROUP BY key HAVING count(*) > ?)')
        .get(most) as { count: number };
      db.prepare(
        'DELETE FROM keys WHERE key IN (SELECT key FROM keys GROUP BY key HAVING count(*) = 1 OR count(*) > ?)',
      ).run(most);
      db.exec('CREATE INDEX keys_of_record ON keys (record)');
      return common.count;
    },
    laterPartners: (record) =>
      (partners.all(record, record) as { record: number }[]).map((partner) => partner.record),
    close: () => db.close(),
  };
}

/** 48 bits of a hash. Two keys with the same one cost a comparison and nothing else. */
const numberOf = (key: string): number => hash('sha1', key, 'buffer').readUIntBE(0, 6);
