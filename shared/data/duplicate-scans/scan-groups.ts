import type { DuplicateGroup } from '../duplicates/groups.ts';
import { fileFolders } from '../files/folders.ts';
import { putObject, readRange, removeObject } from '../files/object-store.ts';

/** A group of records that a scan has found. */
export interface FoundGroup {
  ids: string[];
}

/** The key of the object with the groups that a run has found, one in each line, the strongest first. */
const groupsKey = (orgId: string, scanId: string, run: number): string =>
  `${fileFolders.duplicates(orgId)}${scanId}/${run}`;

/** Stores groups. Returns the size of the object. */
export async function storeGroups(
  orgId: string,
  scanId: string,
  run: number,
  groups: readonly DuplicateGroup[],
): Promise<number> {
  const lines = groups.map(({ ids }) => `${JSON.stringify({ ids } satisfies FoundGroup)}\n`);
  const bytes = Buffer.from(lines.join(''));
  await putObject(groupsKey(orgId, scanId, run), 'application/x-ndjson', bytes);
  return bytes.byteLength;
}

/** Deletes what the first runs have stored. */
export async function removeGroups(orgId: string, scanId: string, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run += 1) await removeObject(groupsKey(orgId, scanId, run));
}

/** Groups with the place after each of them in the object. */
export interface PlacedGroup extends FoundGroup {
  end: number;
}

interface StoredGroups {
  orgId: string;
  scanId: string;
  run: number;
  bytes: number;
}

/** A group of ten records takes less than 400 bytes. */
const rangeBytes = 16 * 1024;

/** Some groups from a place on: none at the end. Undefined if the groups were deleted, or if no group begins there. */
export async function groupsFrom(
  { orgId, scanId, run, bytes }: StoredGroups,
  place: number,
): Promise<PlacedGroup[] | undefined> {
  if (place > bytes) return undefined;
  if (place === bytes) return [];
  // The end of the line before shows that a group begins here.
  const start = Math.max(place - 1, 0);
  const read = await readRange(
    groupsKey(orgId, scanId, run),
    undefined,
    start,
    Math.min(bytes, place + rangeBytes),
  );
  if (!read || (place > 0 && read[0] !== lineEnd)) return undefined;
  return placedGroups(read.subarray(place - start), place);
}

const lineEnd = 10;

/** The groups in the complete lines of some bytes. */
export function placedGroups(bytes: Buffer, from: number): PlacedGroup[] {
  const groups: PlacedGroup[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(lineEnd, start);
    if (end === -1) return groups;
    const { ids } = JSON.parse(bytes.toString('utf8', start, end)) as FoundGroup;
    groups.push({ ids, end: from + end + 1 });
    start = end + 1;
  }
}
