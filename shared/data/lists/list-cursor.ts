import { ProblemError } from '#contract/problem.ts';
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
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const unreadable = () =>
  new ProblemError('invalid_request', 'The cursor is invalid. Leave it out to start from the first page.');

/** The position of a cursor, with a number of values. Throws for invalid cursors and those of other questions. */
export function decodeListCursor(list: string, text: string, length: number): Position {
  const cursor = parse(text);
  if (!cursor) throw unreadable();
  if (cursor.l !== list)
    throw new ProblemError(
      'invalid_request',
      'The cursor belongs to another list. Leave it out after changing filters or sorting.',
    );
  if (cursor.p.length !== length) throw unreadable();
  return { values: cursor.p, id: cursor.i };
}

function parse(text: string): Cursor | undefined {
  try {
    const { v, l, p, i } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Cursor>;
    const isWhole = v === 2 && typeof l === 'string' && Array.isArray(p) && typeof i === 'string';
    return isWhole && p.every(isValue) ? { v, l, p, i } : undefined;
  } catch {
    return undefined;
  }
}

const isValue = (value: unknown): boolean =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
