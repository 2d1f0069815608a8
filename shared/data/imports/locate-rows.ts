import { limits } from '#contract/limits.ts';
import type { FileRow } from './file-shape.ts';
import { partsOf, readRows } from './import-objects.ts';

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
  const parts = new Map<number, FileRow[]>();
  const read = async (part: number): Promise<FileRow[]> => {
    const known = parts.get(part) ?? (await readRows(place, part));
    parts.set(part, known);
    return known;
  };
  const found = new Map<number, FileRow>();
  for (const number of numbers) {
    const row = await locate(read, partsOf(rows) - 1, number);
    if (row) found.set(number, row);
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
