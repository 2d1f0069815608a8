import type { DatabaseSync } from 'node:sqlite';

/** Each index takes memory. */
const indexesMax = 6;

/** The indexes of a list database's orders. */
export class SortIndexes {
  readonly #db: DatabaseSync;
  /** Columns that pages were sorted by. */
  readonly #sorted = new Set<string>();
  /** Names of indexes, least recently used first. */
  readonly #names = new Set<string>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * The index of an order by an expression of a column. It is created when pages are sorted by the column for the second
   * time.
   */
  of(column: string, expression: string): string | undefined {
    if (!this.#sorted.has(column)) {
      this.#sorted.add(column);
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
}
