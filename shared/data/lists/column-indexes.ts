import type { DatabaseSync } from 'node:sqlite';
import type { Sql } from './sql.ts';

/** Records are not looked up one by one if more than this share of them is found. */
export const foundShareMax = 0.12;

/** Each index takes memory. */
const indexesMax = 6;

/** The indexes of a list database, by which records are sorted, or found by who owns them. */
export class ColumnIndexes {
  readonly #db: DatabaseSync;
  /** Columns whose index was requested. */
  readonly #requested = new Set<string>();
  /** Names of indexes, least recently used first. */
  readonly #names = new Set<string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The index of an expression of a column. It is created when it is requested for the second time. */
  of(column: string, expression: string): string | undefined {
    if (!this.#requested.has(column)) {
      this.#requested.add(column);
      return undefined;
    }
    const name = `by_${column}`;
    this.#names.delete(name);
    this.#names.add(name);
    const [oldest = ''] = this.#names;
    if (this.#names.size > indexesMax && this.#names.delete(oldest))
      this.#db.exec(`DROP INDEX IF EXISTS ${oldest}`);
    // With the time of deletion, pages of all records are read from the index alone.
    this.#db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON records (${expression}, id, d)`);
    return name;
  }

  /** A condition that selects the same records faster if they are few. Otherwise, none. */
  narrowing(column: string, { text, values }: Sql): Sql[] {
    const index = this.of(column, column);
    if (!index) return [];
    const found = `SELECT n FROM records INDEXED BY ${index} WHERE ${text}`;
    const share = this.#db.prepare(
      `SELECT (SELECT count(*) FROM (${found})) <= (SELECT max(n) FROM records) * ${foundShareMax} AS isFew`,
    );
    const { isFew } = share.get(...values) as { isFew: number | null };
    return isFew ? [{ text: `n IN (${found})`, values }] : [];
  }
}
