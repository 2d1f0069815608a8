import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Column } from '#contract/lists/column.ts';
import type { ListedRecord } from '#contract/lists/list-operations.ts';
import type { ListRecord } from './cells.ts';
import { closestRecords, type ClosestBounds, type ColumnClue } from './closest-records.ts';
import { ListTotals } from './list-totals.ts';
import { summarize, type Grouping, type SqlRow, type SummaryAnswer } from './list-summary.ts';
import { addSharesFunction, sumsBy, type Sums, type SumsOfGroup } from './list-sums.ts';
import { repeatedValues, type RepeatedValues } from './repeated-values.ts';
import { valuesOfRecords, type ValueOfRecord } from './values-of-records.ts';
import { partsIn, SearchTexts } from './search-texts.ts';
import { bytesOf } from '../copies/database-bytes.ts';
import { valuesOrNone } from './column-values.ts';
import type { CopyDatabase, CopyPart } from '../copies/copy-source.ts';
import { databaseImages } from '../copies/database-images.ts';
import { searchSql } from './search-sql.ts';
import type { Selection } from './selection.ts';
import {
  lowestLabel,
  orderOf,
  orderSql,
  positionOf,
  reversed,
  sortedText,
  startAfter,
  type Labels,
  type Position,
  type Sort,
} from './sort-sql.ts';
import { ColumnIndexes } from './column-indexes.ts';
import { recordsIn } from './shown-values.ts';
import { createTables } from './list-tables.ts';
import {
  columnNames,
  joinSql,
  literalText,
  namesAt,
  predicateSql,
  type ColumnNames,
  type Sql,
} from './sql.ts';

export interface PageQuestion extends Selection {
  sorts: readonly Sort[];
  limit: number;
  after?: Position | undefined;
  /** Reads against the order: from the last record, or from the one before `after`. */
  isBackward?: boolean | undefined;
  offset?: number | undefined;
}

export interface ListAnswer {
  total: number;
  rows: { id: string; position: Position }[];
}

/** The condition for records outside the trash. */
const isPresent = 'd IS NULL';

/**
 * Walking an index of the order is faster than sorting all matching records if many match. At worst, those are at its
 * end, so that all others are walked too: hence the large share.
 */
const walkedShare = 0.2;
const walkedRowsMax = 1_000;
const sampleSize = 1_000;
/** Records that have changed since are read for every question. */
const textChangesMax = 2_000;

/** All records of one type of one organization, in memory. */
export class ListDatabase implements CopyDatabase {
  readonly #db: DatabaseSync;
  readonly #columns: readonly Column[];
  readonly #names: ReadonlyMap<string, ColumnNames>;
  /** Whether the bodies are in memory, in a second database. They take more than half of a list's memory. */
  #hasBodies: boolean;
  /** Known until the next write, like the numbers of records that were counted last. */
  #bytes: number | undefined;
  readonly #totals = new ListTotals();
  readonly #indexes: ColumnIndexes;
  /** The search texts in one text. It is made when records are selected by a part of a text. */
  #texts: SearchTexts | undefined;

  private constructor(db: DatabaseSync, columns: readonly Column[], hasBodies: boolean) {
    this.#db = db;
    addSharesFunction(db);
    this.#columns = columns;
    this.#hasBodies = hasBodies;
    this.#indexes = new ColumnIndexes(db);
    this.#names = new Map(columns.map(({ name }, at) => [name, namesAt(at)]));
  }

  static create(columns: readonly Column[]): ListDatabase {
    const db = new DatabaseSync(':memory:');
    createTables(db, columns);
    return new ListDatabase(db, columns, true);
  }

  /** Opens the parts that `serialize` returned for the same columns. Without bodies, it can only be queried and updated. */
  static open(
    parts: { columns: Uint8Array; bodies?: Uint8Array | undefined },
    columns: readonly Column[],
    images = databaseImages,
  ): ListDatabase {
    const db = images.open(parts.columns);
    if (parts.bodies) images.attach(db, parts.bodies, 'bodies');
    return new ListDatabase(db, columns, parts.bodies !== undefined);
  }

  serialize(part: CopyPart, images = databaseImages): Uint8Array {
    return images.read(this.#db, part === 'bodies' ? 'bodies' : 'main');
  }

  /** Frees the memory of the bodies, which questions don't need. */
  dropBodies(): void {
    if (!this.#hasBodies) return;
    this.#db.exec('DETACH bodies');
    this.#hasBodies = false;
    this.#bytes = undefined;
  }

  /** Memory that the database uses. */
  bytes(): number {
    this.#bytes ??= bytesOf(this.#db, 'main') + (this.#hasBodies ? bytesOf(this.#db, 'bodies') : 0);
    return this.#bytes + (this.#texts?.bytes ?? 0);
  }

  /** Number of records, including those in the trash. */
  count(): number {
    return (this.#db.prepare('SELECT count(*) AS count FROM records').get() as { count: number }).count;
  }

  /** Ids of records that differ from those of another database, or that only one of them has. Both need bodies. */
  differencesFrom(other: ListDatabase): string[] {
    return [...new Set([...this.#withoutEqualIn(other), ...other.#withoutEqualIn(this)])];
  }

  #withoutEqualIn(other: ListDatabase): Set<string> {
    const theirs = other.#db.prepare('SELECT body FROM records JOIN bodies USING (n) WHERE id = ?');
    const different = new Set<string>();
    for (const { id, body } of this.#bodies())
      if ((theirs.get(id) as { body: string } | undefined)?.body !== body) different.add(id);
    return different;
  }

  #bodies(): Iterable<{ id: string; body: string }> {
    const rows = this.#db.prepare('SELECT id, body FROM records JOIN bodies USING (n)').iterate();
    return rows as Iterable<{ id: string; body: string }>;
  }

  close(): void {
    this.#db.close();
  }

  /**
   * Adds records, or replaces those with the same id. Returns the ids of records whose columns can't be derived. They are
   * not changed.
   */
  put(records: Iterable<ListRecord>): string[] {
    const names = this.#columns.flatMap((column) => columnNames(column, this.#namesOf(column)));
    const marks = ['id', 'q', 'd', ...names].map(() => '?').join(', ');
    const updates = ['q', 'd', ...names].map((name) => `${name} = excluded.${name}`).join(', ');
    const row = this.#db.prepare(
      `INSERT INTO records (id, q, d, ${names.join(', ')}) VALUES (${marks}) ON CONFLICT (id) DO UPDATE SET ${updates} RETURNING n`,
    );
    const body = this.#hasBodies
      ? this.#db.prepare('INSERT OR REPLACE INTO bodies (n, body) VALUES (?, ?)')
      : undefined;
    const rest = this.#db.prepare('INSERT OR REPLACE INTO remainders (n, remainder) VALUES (?, ?)');
    const unreadable: string[] = [];
    this.#atomically(() => {
      for (const record of records) {
        const stored = valuesOrNone(this.#columns, record);
        if (!stored) {
          unreadable.push(record.id);
          continue;
        }
        const deletedAt = (record.source.deletedAt as string | undefined) ?? null;
        const { n } = row.get(record.id, record.searchText, deletedAt, ...stored.values) as { n: number };
        rest.run(n, stored.remainder);
        body?.run(n, record.body);
        this.#texts?.change(n);
      }
    });
    return unreadable;
  }

  remove(ids: readonly string[]): void {
    const from = (table: string) =>
      this.#db.prepare(`DELETE FROM ${table} WHERE n = (SELECT n FROM records WHERE id = ?)`);
    const all = [...(this.#hasBodies ? ['bodies'] : []), 'remainders', 'records'].map(from);
    this.#atomically(() => {
      for (const id of ids) for (const deletion of all) deletion.run(id);
    });
  }

  answer({ sorts, limit, after, isBackward, offset = 0, ...selection }: PageQuestion): ListAnswer {
    const where = this.#where(selection);
    const forward = orderOf(
      sorts.map((sort, at) => {
        const { value, currency } = this.#namesOf(sort.column);
        return { ...sort, text: this.#sortText(sort, at), value, currency };
      }),
    );
    const order = isBackward ? reversed(forward) : forward;
    const start = after ? startAfter(order, after) : { text: '1', values: [] };
    const index = this.#isWalked(where, offset + limit) ? this.#indexOf(sorts) : undefined;
    // A scan keeps the matching records, so that it counts them too.
    const isScan = where.text !== isPresent && index === undefined;
    const matching = `SELECT ${['id', ...order.selected].join(', ')} FROM records ${index ? `INDEXED BY ${index}` : 'NOT INDEXED'} WHERE ${where.text}`;
    const count = isScan ? ', (SELECT count(*) FROM matching) AS total' : '';
    const page = this.#db.prepare(
      `WITH matching AS ${isScan ? '' : 'NOT '}MATERIALIZED (${matching}) SELECT *${count} FROM matching WHERE ${start.text} ORDER BY ${orderSql(order)} LIMIT ? OFFSET ?`,
    );
    const values = [...where.values, ...start.values, limit, offset];
    const rows = limit === 0 ? [] : (page.all(...values) as SqlRow[]);
    this.#forgetLabels(sorts);
    const total = rows[0]?.total;
    return {
      total: total === undefined ? this.#total(where) : this.#totals.keep(where, Number(total)),
      rows: rows.map((row) => ({ id: String(row.id), position: positionOf(order, row) })),
    };
  }

  #total(where: Sql): number {
    const counting = { ...where, text: `SELECT count(*) AS total FROM records WHERE ${where.text}` };
    return this.#totals.known(where) ?? this.#totals.keep(where, Number(this.#read(counting)[0]?.total));
  }

  /** Whether walking an index reaches the end of a page early: in a sample, enough of the records match. */
  #isWalked({ text, values }: Sql, rows: number): boolean {
    if (text === isPresent) return true;
    if (rows > walkedRowsMax) return false;
    const sample = this.#db.prepare(
      `SELECT count(*) AS records, total(${text}) AS matching FROM records WHERE n <= ${sampleSize}`,
    );
    const { records, matching } = sample.get(...values) as { records: number; matching: number };
    return matching >= records * walkedShare;
  }

  /** The index of an order by one column. */
  #indexOf([sort, ...others]: readonly Sort[]): string | undefined {
    if (!sort || sort.labels || sort.column.kind === 'money' || others.length > 0) return undefined;
    this.#bytes = undefined;
    return this.#indexes.of(this.#namesOf(sort.column).value, this.#sortText(sort, 0));
  }

  /** The sort keys of a text column by id, for relations to these records. */
  labels(column: Column, selection: Selection): Labels {
    const where = this.#where(selection);
    const key = sortedText(this.#namesOf(column));
    const rows = this.#db.prepare(`SELECT id, ${key} AS label FROM records WHERE ${where.text}`);
    const labels = new Map<string, string>();
    for (const { id, label } of rows.iterate(...where.values))
      if (label !== null) labels.set(String(id), String(label));
    return labels;
  }

  /** The records with these ids, in their order, with their values in some columns. */
  records(ids: readonly string[], columns: readonly Column[]): ListedRecord[] {
    return recordsIn(this.#read, this.#columns, ids, new Set(columns.map(({ name }) => name)));
  }

  ids(selection: Selection): string[] {
    const { text, values } = this.#where(selection);
    return this.#read({ text: `SELECT id FROM records WHERE ${text}`, values }).map(({ id }) => String(id));
  }

  readonly #read = ({ text, values }: Sql) => this.#db.prepare(text).all(...values) as SqlRow[];

  /** The largest groups of the matching records, and the number of all groups. */
  summarize(question: Selection & Grouping): SummaryAnswer {
    return summarize(this.#read, this.#namesOf, this.#where(question), question);
  }

  /** Sums of the matching records by id, each over those that match a predicate of its own. */
  sumsBy(question: Selection & Sums): SumsOfGroup[] {
    return sumsBy(this.#read, this.#namesOf, this.#where(question), question);
  }

  /** The number of values of a text column that several records have, and some of these records within reach. */
  repeated(column: Column, idsMax: number, reach: Selection['reach']): RepeatedValues {
    return repeatedValues(this.#read, literalText(this.#namesOf(column)), this.#where({ reach }), idsMax);
  }

  /** The records within reach that have one of these values in a column of texts or phone numbers, as it compares them. */
  withValues(column: Column, values: readonly string[], reach: Selection['reach']): ValueOfRecord[] {
    const place = { ...column, names: this.#namesOf(column) };
    return valuesOfRecords(this.#read, place, values, this.#where({ reach }));
  }

  /** The ids of the records within reach whose columns contain most of what is looked for. */
  closest(clues: readonly ColumnClue[], bounds: ClosestBounds, reach: Selection['reach']): string[] {
    return closestRecords(this.#read, this.#namesOf, clues, this.#where({ reach }), bounds);
  }

  /** The WHERE clause of every question is built here, so that no question can leave out the caller's reach. */
  #where({ reach, deletedSince, filter, words = [], parts = [] }: Selection): Sql {
    const all: Sql[] = [
      deletedSince === undefined
        ? { text: isPresent, values: [] }
        : { text: 'd >= ?', values: [deletedSince] },
    ];
    const narrowing: Sql[] = this.#candidates([...words, ...partsIn(filter)]);
    if (reach === 'none') all.push({ text: '0', values: [] });
    else if (reach !== 'all') {
      const { column, ids } = reach;
      const within = predicateSql({ column, test: { anyOf: ids }, isInverted: false }, this.#namesOf);
      all.push(within);
      this.#bytes = undefined;
      narrowing.push(...this.#indexes.narrowing(this.#namesOf(column).value, within));
    }
    if (filter) all.push(predicateSql(filter, this.#namesOf));
    all.push(...searchSql({ words, parts }, (of) => this.#candidates(of), this.#namesOf));
    return joinSql([...narrowing, ...all], ' AND ');
  }

  /** The records whose search texts contain the rarest of some parts, so that few records are read. */
  #candidates(parts: readonly string[]): Sql[] {
    if (parts.length === 0) return [];
    if (!this.#texts || this.#texts.changes > textChangesMax) {
      const rows = this.#db.prepare('SELECT n, q FROM records').iterate();
      this.#texts = new SearchTexts(rows as Iterable<{ n: number; q: string }>);
    }
    const found = this.#texts.find(parts);
    return found ? [{ text: 'n IN (SELECT value FROM json_each(?))', values: [JSON.stringify(found)] }] : [];
  }

  /** The expression that a column is sorted by. Labels are looked up by a function of the database. */
  #sortText({ column, labels }: Sort, at: number): string {
    const names = this.#namesOf(column);
    if (column.kind === 'text') return sortedText(names);
    if (!labels) return names.value;
    const label =
      column.kind === 'choices'
        ? lowestLabel(labels)
        : (id: SQLOutputValue) => labels.get(String(id)) ?? null;
    this.#db.function(`label${at}`, { deterministic: true }, label);
    return `label${at}(${names.value})`;
  }

  /** Frees the memory of labels, which the database's functions keep. */
  #forgetLabels(sorts: readonly Sort[]): void {
    for (const [at, { labels }] of sorts.entries()) if (labels) this.#db.function(`label${at}`, () => null);
  }

  readonly #namesOf = ({ name }: Column): ColumnNames => {
    const names = this.#names.get(name);
    if (!names) throw new Error(`no column ${name}`);
    return names;
  };

  #atomically(write: () => void): void {
    this.#bytes = undefined;
    this.#totals.clear();
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
