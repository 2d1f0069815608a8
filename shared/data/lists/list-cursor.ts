import { cursorText, openCursor, unreadable } from '../records/cursor.ts';
import type { Position } from './sort-sql.ts';
import type { SqlValue } from './sql.ts';

interface Cursor {
  v: 2;
  /** The list with its filters and sorts. */
  l: string;
  p: SqlValue[];
  i: string;
}

export function encodeListCursor(list: string, { values, id }: Position): string {
  const cursor: Cursor = { v: 2, l: list, p: [...values], i: id };
  return cursorText(cursor);
}

/** The position of a cursor, with a number of values. Throws for invalid cursors and those of other questions. */
export function decodeListCursor(list: string, text: string, length: number): Position {
  const { p, i } = openCursor(list, text, isWhole);
  if (p.length !== length) throw unreadable();
  return { values: p, id: i };
}

function isWhole(value: Partial<Cursor>): value is Cursor {
  const { v, l, p, i } = value;
  return v === 2 && typeof l === 'string' && Array.isArray(p) && typeof i === 'string' && p.every(isSqlValue);
}

const isSqlValue = (value: unknown): boolean =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
