import { limits } from '#contract/limits.ts';
import type { FileRow } from './file-shape.ts';
import { partsOf, readRows } from './import-objects.ts';

/** Rows that are searched at the same time, each in parts of the file that can be large. */
const rowsTogether = 8;

type Place = readonly [orgId: string, id: string];

/**
 * The stored rows with these numbers. Rows without content aren't stored, so a row's number only says in which part it is
 * at the latest: earlier parts are searched by halves.
 */
export async function locateRows(
  place: Place,
  rows: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, FileRow>> {
  const parts = new Map<number, Promise<FileRow[]>>();
  const read = (part: number): Promise<FileRow[]> => {
    const known = parts.get(part) ?? readRows(place, part);
    parts.set(part, known);
    return known;
  };
  const last = partsOf(rows) - 1;
  const found = new Map<number, FileRow>();
  for (let first = 0; first < numbers.length; first += rowsTogether) {
    const some = numbers.slice(first, first + rowsTogether);
    for (const row of await Promise.all(some.map((number) => locate(read, last, number))))
      if (row) found.set(row.number, row);
  }
  return found;
}

async function locate(
  read: (part: number) => Promise<readonly FileRow[]>,
  last: number,
  number: number,
): Promise<FileRow | undefined> {
  let [low, high] = [0, Math.min(last, Math.floor((number - 1) / limits.importPartRows))];
  // Without gaps, it is in the last possible part, or in the one before.
  for (let part = high; low <= high; part = Math.floor((low + high) / 2)) {
    const rows = await read(part);
    if (number < (rows[0]?.number ?? 0)) high = part - 1;
    else if (number > (rows.at(-1)?.number ?? 0)) low = part + 1;
    else return rows.find((row) => row.number === number);
  }
  return undefined;
}
