import { ProblemError } from '#contract/problem.ts';
import { shortDigest } from '../values/short-digest.ts';

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
  return shortDigest(parts, 12);
}

export function encodeCursor(list: string, { sortValue, id }: Position): string {
  const cursor: Cursor = { v: 1, l: list, s: sortValue, i: id };
  return cursorText(cursor);
}

export const cursorText = (cursor: object): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

export const unreadable = () => new ProblemError('invalid_request', 'cursor_invalid');

/** Whether a cursor may belong to a list. */
export function isCursorOf(list: string, text: string): boolean {
  const cursor: Partial<Cursor> | undefined = parse(text);
  return cursor?.l === list;
}

/** The position in a list that is paged by number: the number of rows shown, or the version shown last. */
export function decodeCount(list: string, text: string | undefined): number | undefined {
  const position = decodeCursor(list, text);
  if (position && !/^\d{1,9}$/.test(position.sortValue)) throw unreadable();
  return position && Number(position.sortValue);
}

/** Decodes a cursor. Rejects invalid cursors, and those of other lists, with 400. */
export function decodeCursor(list: string, text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  const { s, i } = openCursor(list, text, isWhole);
  return { sortValue: s, id: i };
}

/** Decodes a cursor of a kind. Rejects those that `isOfKind` doesn't accept, and those of other lists, with 400. */
export function openCursor<Kind extends { l: string }>(
  list: string,
  text: string,
  isOfKind: (value: Partial<Kind>) => value is Kind,
): Kind {
  const value = parse(text) as Partial<Kind> | undefined;
  if (!value || !isOfKind(value)) throw unreadable();
  if (value.l !== list) {
    throw new ProblemError('invalid_request', 'cursor_of_other_list');
  }
  return value;
}

function parse(text: string): object | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(value: Partial<Cursor>): value is Cursor {
  const { v, l, s, i } = value;
  if (v !== 1 || typeof l !== 'string' || typeof s !== 'string' || typeof i !== 'string') return false;
  return Buffer.byteLength(s) <= sortValueBytes && Buffer.byteLength(i) <= idBytes && i !== '';
}
