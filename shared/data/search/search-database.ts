import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { bytesOf } from '../copies/database-bytes.ts';
import { databaseImages } from '../copies/database-images.ts';
import type { CopyDatabase, CopyPart } from '../copies/copy-source.ts';
import { typosIn } from './typos.ts';

/** What search knows of a record. */
export interface SearchedRecord {
  id: string;
  type: string;
  title: string;
  /** The second line of a result. */
  detail: string | undefined;
  ownerId: string | undefined;
  version: number;
  /** When it was last changed. */
  at: string;
  /** The folded words of the title, and the others by which it is found. Phone numbers are reversed, after a mark. */
  titleWords: readonly string[];
  otherWords: readonly string[];
}

/** The records of some types that a caller can read: all of them, or those of some owners. */
export interface TypesInReach {
  types: readonly string[];
  owners: 'all' | readonly string[];
}

export interface FoundInCopy {
  id: string;
  type: string;
  title: string;
  detail: string | undefined;
}

/** A condition of the full-text index about the words of a record. */
type Match = string;

/** Begins the term of a whole title. No word and no other term has it. */
const titleMark = '=';

/** The term of a title: all its words, so that the beginning of a title is the beginning of its term. */
export const titleTerm = (words: readonly string[]): string => titleMark + words.join('+');

/** Words of at most three characters begin too many others to look for all of those. */
const indexedBeginnings = '2 3 4';

/**
 * What search knows of all records of an organization, in memory. Words are in a full-text index of SQLite, whose rows are
 * numbered in the order of their last change, so that the newest of many matches are found first, without reading the
 * others.
 */
export class SearchDatabase implements CopyDatabase {
  readonly #db: DatabaseSync;
  /** Records that were put before there is an index. It is filled with all of them at once, in order. */
  #waiting: Map<string, SearchedRecord> | undefined;
  /** Known until the next write. */
  #bytes: number | undefined;

  readonly #changes;

  private constructor(db: DatabaseSync, waiting: Map<string, SearchedRecord> | undefined) {
    this.#db = db;
    this.#waiting = waiting;
    this.#changes = {
      addRecord: db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING n'),
      addWords: db.prepare('INSERT INTO words (rowid, title, others) VALUES (?, ?, ?)'),
      removeRecord: db.prepare('DELETE FROM records WHERE id = ? RETURNING n, at'),
      removeWords: db.prepare('DELETE FROM words WHERE rowid = ?'),
    };
  }

  static create(): SearchDatabase {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE records (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, title TEXT NOT NULL, detail TEXT,
        owner TEXT, version INTEGER NOT NULL, at TEXT NOT NULL);
      CREATE VIRTUAL TABLE words USING fts5(
        title, others, content='', contentless_delete=1, detail=column, prefix='${indexedBeginnings}',
        tokenize="ascii tokenchars '+='");`);
    return new SearchDatabase(db, new Map());
  }

  static open(image: Uint8Array, images = databaseImages): SearchDatabase {
    return new SearchDatabase(images.open(image), undefined);
  }

  /** It has one part. */
  serialize(_part: CopyPart = 'columns', images = databaseImages): Uint8Array {
    return images.read(this.#indexed(), 'main');
  }

  bytes(): number {
    return (this.#bytes ??= bytesOf(this.#indexed(), 'main'));
  }

  count(): number {
    if (this.#waiting) return this.#waiting.size;
    return Number(this.#db.prepare('SELECT count(*) AS count FROM records').get()?.count);
  }

  close(): void {
    this.#db.close();
  }

  /** Adds records, or replaces those with the same id. */
  put(records: readonly SearchedRecord[]): void {
    if (this.#waiting) for (const record of records) this.#waiting.set(record.id, record);
    else this.#atomically(() => records.forEach((record) => this.#write(record)));
  }

  remove(ids: readonly string[]): void {
    if (this.#waiting) for (const id of ids) this.#waiting.delete(id);
    else this.#atomically(() => ids.forEach((id) => this.#erase(id)));
  }

  /** The newest records that match and are within reach. */
  find(match: Match, reach: readonly TypesInReach[], limit: number): FoundInCopy[] {
    const within = reach.map(({ owners }) =>
      owners === 'all' ? `type IN ${among}` : `(type IN ${among} AND owner IN ${among})`,
    );
    if (within.length === 0) return [];
    const values = reach.flatMap(({ types, owners }) => [types, ...(owners === 'all' ? [] : [owners])]);
    const rows = this.#indexed()
      .prepare(
        `SELECT id, type, records.title AS title, detail FROM words CROSS JOIN records ON n = words.rowid
         WHERE words MATCH ? AND (${within.join(' OR ')}) ORDER BY words.rowid DESC LIMIT ?`,
      )
      .all(match, ...values.map((ids) => JSON.stringify(ids)), limit);
    return rows.map(({ id, type, title, detail }) => ({
      id: String(id),
      type: String(type),
      title: String(title),
      detail: detail === null ? undefined : String(detail),
    }));
  }

  /** Words of records that begin with a word but for one typo. */
  similarTo(word: string): string[] {
    const db = this.#indexed();
    db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)');
    // Numbers, phone numbers and titles come before all letters.
    const terms = db.prepare("SELECT term FROM temp.vocabulary WHERE term >= 'a' AND length(term) >= ?");
    return typosIn(terms.iterate(word.length - 1) as Iterable<{ term: string }>, word);
  }

  /** The records of which another copy has another version, or that only one of them has. */
  differencesFrom(other: SearchDatabase): { id: string; type: string }[] {
    const all = [...this.#versionsNotIn(other), ...other.#versionsNotIn(this)];
    return [...new Map(all.map((one) => [one.id, one])).values()];
  }

  #versionsNotIn(other: SearchDatabase): { id: string; type: string }[] {
    const theirs = other.#indexed().prepare('SELECT version FROM records WHERE id = ?');
    const ours = this.#indexed().prepare('SELECT id, type, version FROM records').all();
    return ours
      .filter(({ id, version }) => theirs.get(id ?? null)?.version !== version)
      .map(({ id, type }) => ({ id: String(id), type: String(type) }));
  }

  /** The database with an index. */
  #indexed(): DatabaseSync {
    if (!this.#waiting) return this.#db;
    const waiting = [...this.#waiting.values()];
    this.#waiting = undefined;
    waiting.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
    this.#atomically(() => waiting.forEach((record) => this.#write(record)));
    this.#db.exec("INSERT INTO words (words) VALUES ('optimize')");
    return this.#db;
  }

  /** A record that has changed becomes the newest. */
  #write(record: SearchedRecord): void {
    const { id, type, title, detail, ownerId, version, at } = record;
    const before = this.#erase(id);
    const n = before && String(before.at) >= at ? before.n : null;
    const values = [n ?? null, id, type, title, detail ?? null, ownerId ?? null, version, at];
    const written = this.#changes.addRecord.get(...values);
    const words = [titleTerm(record.titleWords), ...record.titleWords];
    this.#changes.addWords.run(written?.n ?? null, words.join(' '), record.otherWords.join(' '));
  }

  #erase(id: string): Record<string, SQLOutputValue> | undefined {
    const before = this.#changes.removeRecord.get(id);
    if (before) this.#changes.removeWords.run(before.n ?? null);
    return before;
  }

  #atomically(write: () => void): void {
    this.#bytes = undefined;
    this.#db.exec('BEGIN');
    try {
      write();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

const among = '(SELECT value FROM json_each(?))';
