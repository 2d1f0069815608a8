import { createHash } from 'node:crypto';

/**
 * The id of the record that a row, or a name in rows, creates: a UUIDv7 with the time of the import, or with a time of its
 * own. What is imported again after a crash has the same id, so it can't become two records.
 */
export function recordIdOf(importId: string, rowOrName: number | string, at?: string): string {
  const hash = createHash('sha256').update(`${importId} ${rowOrName}`).digest('hex');
  const time = at === undefined ? importId.replaceAll('-', '').slice(0, 12) : timeOf(at);
  const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-');
}

/** An instant as the first digits of a UUIDv7, whose time starts in 1970. */
const timeOf = (at: string): string => Math.max(0, Date.parse(at)).toString(16).padStart(12, '0');
