import { createHash } from 'node:crypto';
import { ProblemError } from '#contract/problem.ts';

/**
 * The end of a page: sort value and id of its last row. Keys are built from it and the caller's context, so a forged
 * cursor can't lead to another organization.
 */
export interface Position {
  sortValue: string;
  id: string;
}

/** Sort keys of an index consist of the sort value, `#` and the id, and can have at most 1,024 bytes. */
const sortValueBytes = 900;
const idBytes = 100;

interface Cursor {
  v: 1;
  l: string;
  s: string;
  i: string;
}

/** Identifies a list with its filters and sort, so that cursors of other lists are rejected. */
export function listHash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
}

export function encodeCursor(list: string, { sortValue, id }: Position): string {
  const cursor: Cursor = { v: 1, l: list, s: sortValue, i: id };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const unreadable = () =>
  new ProblemError('invalid_request', 'The cursor is invalid. Leave it out to start from the first page.');

/** The position in a list that is paged by number: the number of rows shown, or the version shown last. */
export function decodeCount(list: string, text: string | undefined): number | undefined {
  const position = decodeCursor(list, text);
  if (position && !/^\d{1,9}$/.test(position.sortValue)) throw unreadable();
  return position && Number(position.sortValue);
}

/** Decodes a cursor. Rejects invalid cursors, and those of other lists, with 400. */
export function decodeCursor(list: string, text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  const cursor = parse(text);
  if (!cursor) throw unreadable();
  if (cursor.l !== list) {
    throw new ProblemError(
      'invalid_request',
      'The cursor belongs to another list. Leave it out after changing filters or sorting.',
    );
  }
  return { sortValue: cursor.s, id: cursor.i };
}

function parse(text: string): Cursor | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Cursor> | null;
    const { v, l, s, i } = value ?? {};
    if (v !== 1 || typeof l !== 'string' || typeof s !== 'string' || typeof i !== 'string') return undefined;
    const fitsKey = Buffer.byteLength(s) <= sortValueBytes && Buffer.byteLength(i) <= idBytes;
    return fitsKey && i !== '' ? { v, l, s, i } : undefined;
  } catch {
    return undefined;
  }
}
