import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

/** Which records have a key in common. Records are numbers, and keys are kept as hashes, in a database in memory. */
export interface SharedKeys {
  add: (records: Iterable<readonly [record: number, keys: readonly string[]]>) => void;
  /**
   * Leaves out the keys of a single record and those of more than `most` records, which say too little. Returns the number
   * of the latter. To be called once, after all records were added. Other work of the process goes on meanwhile, such as
   * signs of life.
   */
  dropUnusable: (most: number) => Promise<number>;
  /** The records with a higher number that have a key in common with a record. */
  laterPartners: (record: number) => number[];
  close: () => void;
}

export function sharedKeys(): SharedKeys {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE keys (key INTEGER, record INTEGER, PRIMARY KEY (key, record)) WITHOUT ROWID');
  const insert = db.prepare('INSERT OR IGNORE INTO keys (key, record) VALUES (?, ?)');
  // The keys that are left, by record.
  db.exec('CREATE TABLE usable (record INTEGER, key INTEGER, PRIMARY KEY (record, key)) WITHOUT ROWID');
  const partners = db.prepare(
    `SELECT DISTINCT others.record AS record FROM usable AS own JOIN keys AS others ON others.key = own.key
      WHERE own.record = ? AND others.record > ?`,
  );
  return {
    add(records) {
      db.exec('BEGIN');
      for (const [record, keys] of records) for (const key of keys) insert.run(numberOf(key), record);
      db.exec('COMMIT');
    },
    async dropUnusable(most) {
      const countCommon = db.prepare(
        `SELECT count(*) AS count FROM
          (SELECT key FROM keys WHERE key >= ? AND key < ? GROUP BY key HAVING count(*) > ?)`,
      );
      const keepUsable = db.prepare(
        `INSERT INTO usable SELECT record, key FROM keys WHERE key IN
          (SELECT key FROM keys WHERE key >= ? AND key < ? GROUP BY key HAVING count(*) BETWEEN 2 AND ?)`,
      );
      let common = 0;
      for (let from = 0; from < keysEnd; from += keysEnd / slices) {
        const to = from + keysEnd / slices;
        common += (countCommon.get(from, to, most) as { count: number }).count;
        keepUsable.run(from, to, most);
        await nextTurn();
      }
      return common;
    },
    laterPartners: (record) =>
      (partners.all(record, record) as { record: number }[]).map((partner) => partner.record),
    close: () => db.close(),
  };
}

const keysEnd = 2 ** 48;
/** Keys are hashes, so about as many are in each slice of their range: some ten thousand of the largest organizations. */
const slices = 256;

/** 48 bits of a hash. Two keys with the same one cost a comparison and nothing else. */
const numberOf = (key: string): number => hash('sha1', key, 'buffer').readUIntBE(0, 6);
