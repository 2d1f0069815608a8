import { foundShareMax } from './column-indexes.ts';
import { fold } from '../values/search-terms.ts';
import type { Predicate } from './predicate.ts';

/** The part to search for first is chosen by the beginning of the text. */
const sampleLength = 100_000;

/**
 * The search texts of a list, joined. A part is found in it many times faster than by reading each record's text from
 * the database.
 */
export class SearchTexts {
  readonly #text: string;
  readonly #characterBytes: number;
  /** The number of each record in the database, and where its text begins. */
  readonly #records: readonly number[];
  readonly #starts: Uint32Array;
  /** Records whose text may be another one by now. */
  readonly #changed = new Set<number>();

  constructor(rows: Iterable<{ n: number; q: string }>) {
    const texts: string[] = [];
    const records: number[] = [];
    const starts: number[] = [];
    let length = 0;
    for (const { n, q } of rows) {
      records.push(n);
      starts.push(length);
      texts.push(q);
      length += q.length + 1;
    }
    this.#records = records;
    this.#starts = Uint32Array.from(starts);
    // Every line of a search text begins and ends with a line break.
    this.#text = `\n${texts.join('\n')}\n`;
    this.#characterBytes = /[^\0-\xff]/.test(this.#text) ? 2 : 1;
  }

  /**
   * Memory, in which a record's number takes eight bytes and its start four. V8 stores all characters of a text in two
   * bytes if one of them isn't Latin.
   */
  get bytes(): number {
    return this.#text.length * this.#characterBytes + this.#starts.length * 12;
  }

  /** Number of records that have changed. */
  get changes(): number {
    return this.#changed.size;
  }

  change(record: number): void {
    this.#changed.add(record);
  }

  /** The records that contain all parts, and those that have changed. Undefined if they are too many. */
  find(parts: readonly string[]): number[] | undefined {
    const [rarest, ...others] = parts
      .map((part) => ({ part, hits: this.#hitsInSample(part) }))
      .toSorted((one, other) => one.hits - other.hits)
      .map(({ part }) => part);
    if (rarest === undefined) return undefined;
    const found = [...this.#changed];
    const foundMax = found.length + this.#records.length * foundShareMax;
    let at = this.#text.indexOf(rarest);
    while (at >= 0) {
      const record = this.#recordAt(at);
      const end = this.#starts[record + 1] ?? this.#text.length;
      if (others.length === 0 || this.#containsAll(record, end, others))
        found.push(this.#records[record] ?? 0);
      if (found.length > foundMax) return undefined;
      at = this.#text.indexOf(rarest, end);
    }
    return found;
  }

  #hitsInSample(part: string): number {
    const sample = this.#text.slice(0, sampleLength);
    let hits = 0;
    for (let at = sample.indexOf(part); at >= 0; at = sample.indexOf(part, at + 1)) hits += 1;
    return hits;
  }

  #containsAll(record: number, end: number, parts: readonly string[]): boolean {
    const text = this.#text.slice(this.#starts[record], end + 1);
    return parts.every((part) => text.includes(part));
  }

  /** The record whose text contains a place: the last one that begins there or before. */
  #recordAt(place: number): number {
    let [from, to] = [0, this.#starts.length - 1];
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if ((this.#starts[middle] ?? 0) <= place) from = middle;
      else to = middle - 1;
    }
    return from;
  }
}

/** Parts of search texts that every record must contain to match a filter. */
export function partsIn(filter: Predicate | undefined): string[] {
  if (!filter || 'any' in filter) return [];
  if ('all' in filter) return filter.all.flatMap(partsIn);
  const { column, test, isInverted } = filter;
  if (!column.isSearched || isInverted) return [];
  if ('digits' in test) return [test.digits];
  if ('mentions' in test) return [test.mentions];
  if ('contains' in test) return partOf(test.contains);
  if ('startsWith' in test) return partOf(test.startsWith, '\n');
  return 'equals' in test ? partOf(test.equals, '\n', '\n') : [];
}

/** The words of a text between line breaks. A text without words says nothing about search texts. */
function partOf(text: string, before = '', after = ''): string[] {
  const words = fold(text);
  return words === '' ? [] : [before + words + after];
}
