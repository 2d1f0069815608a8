import { cursorText, openCursor, unreadable } from '../records/cursor.ts';
import type { Position } from './sort-sql.ts';
import type { SqlValue } from './sql.ts';

interface Cursor {
  v: 2;
  /** The list with its filters and sorts. */
  l: string;
  p: SqlValue[];
  i: string;
  /** Set for the page before this position. */
  b?: boolean;
}

/** Where a page begins: after a position, or before it. */
export interface PageStart {
  position: Position;
  isBackward: boolean;
}

export function encodeListCursor(list: string, { position, isBackward }: PageStart): string {
  const { values, id } = position;
  const cursor: Cursor = { v: 2, l: list, p: [...values], i: id, ...(isBackward ? { b: true } : {}) };
  return cursorText(cursor);
}

/**
 * The beginning of a cursor's page, if there is a cursor. Its position has a number of values. Throws for invalid
 * cursors and those of other questions.
 */
export function decodeListCursor(
  list: string,
  text: string | undefined,
  length: number,
): PageStart | undefined {
  if (text === undefined) return undefined;
  const { p, i, b } = openCursor(list, text, isWhole);
  if (p.length !== length) throw unreadable();
  return { position: { values: p, id: i }, isBackward: b === true };
}

interface ReadPage {
  start: PageStart | undefined;
  /** Whether more rows follow in the direction of reading. */
  hasMore: boolean;
  /** The positions of the first and the last row on the page. */
  first: Position | undefined;
  last: Position | undefined;
  /** Whether rows before the first page were skipped by number. */
  isSkipped?: boolean;
}

/** The cursors of the next and the previous page, if there are such pages. */
export function cursorsOf(
  list: string,
  { start, hasMore, first, last, isSkipped = false }: ReadPage,
): { nextCursor?: string; previousCursor?: string } {
  const hasNext = start?.isBackward ? true : hasMore;
  const hasPrevious = start?.isBackward ? hasMore : start !== undefined || isSkipped;
  return {
    ...(hasNext && last ? { nextCursor: encodeListCursor(list, { position: last, isBackward: false }) } : {}),
    ...(hasPrevious && first
      ? { previousCursor: encodeListCursor(list, { position: first, isBackward: true }) }
      : {}),
  };
}

function isWhole(value: Partial<Cursor>): value is Cursor {
  const { v, l, p, i, b } = value;
  if (b !== undefined && typeof b !== 'boolean') return false;
  return v === 2 && typeof l === 'string' && Array.isArray(p) && isText(i, idBytes) && p.every(isSqlValue);
}

/** Sort keys of an index consist of a value, `#` and the id, and can have at most 1,024 bytes. */
const valueBytes = 900;
const idBytes = 100;

const isText = (value: unknown, bytesMax: number): value is string =>
  typeof value === 'string' && Buffer.byteLength(value) <= bytesMax;

const isSqlValue = (value: unknown): boolean =>
  value === null || isText(value, valueBytes) || (typeof value === 'number' && Number.isFinite(value));
