import type { DuplicateGroup, duplicates } from '#contract/duplicate-scan.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { presentGroups } from '#data/duplicate-scans/present-groups.ts';
import { groupsFrom, type PlacedGroup } from '#data/duplicate-scans/scan-groups.ts';
import { loadScan, type StoredScan } from '#data/duplicate-scans/scan-runs.ts';
import { readNotDuplicatesSince } from '#data/duplicate-scans/not-duplicates.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { cursorText, openCursor, unreadable } from '#data/records/cursor.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readTitles } from '#data/records/visible.ts';
import { comparedType } from './compared-type.ts';

type Operation = (typeof duplicates)['operations']['groups'];

/** Stored groups that a request looks at, so that it costs little even if most of them no longer exist. */
const groupsRead = 60;

/** The groups of the caller's scan whose records are still possibly the same. */
export async function groups(
  context: Context,
  { recordType, cursor, limit = limits.duplicateGroupsDefault }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const scan = await loadScan(context, comparedType(recordType));
  if (scan.state !== 'ready') throw new ProblemError('conflict', 'duplicate_scan_unready');
  const list = await listSubject(context, recordDefinitions[scan.recordType]);
  const notDuplicates = await readNotDuplicatesSince(context, scan.recordType, scan.createdAt);
  const items: DuplicateGroup[] = [];
  let place = placeIn(scan, cursor);
  let looked = 0;
  while (items.length < limit && looked < groupsRead && place < bytesOf(scan)) {
    const some = (await storedGroups(context, scan, place)).slice(0, limit - items.length);
    const present = await presentGroups(context, list, some, notDuplicates);
    items.push(...present);
    looked += some.length;
    place = some.at(-1)?.end ?? bytesOf(scan);
  }
  return {
    items,
    ...(place < bytesOf(scan)
      ? { nextCursor: cursorText({ v: 1, l: scan.id, at: place } satisfies Cursor) }
      : {}),
    names: await namesIn(context, items),
  };
}

const bytesOf = ({ groupBytes = 0 }: StoredScan): number => groupBytes;

/** Some groups from a place on. Throws if the cursor is none that a page had. */
async function storedGroups({ orgId }: Context, scan: StoredScan, place: number): Promise<PlacedGroup[]> {
  const { id: scanId, runs: run } = scan;
  const found = await groupsFrom({ orgId, scanId, run, bytes: bytesOf(scan) }, place);
  if (!found) throw unreadable();
  return found;
}

/** The place of a group among those of a scan. A cursor of an earlier scan is refused. */
interface Cursor {
  v: 1;
  l: string;
  at: number;
}

const placeIn = ({ id }: StoredScan, cursor: string | undefined): number =>
  cursor === undefined ? 0 : openCursor<Cursor>(id, cursor, isPlace).at;

const isPlace = (value: Partial<Cursor>): value is Cursor => {
  const { v, l, at = -1 } = value;
  return v === 1 && typeof l === 'string' && Number.isSafeInteger(at) && at >= 0;
};

/** The names of the customers of contacts, which are the only records that compared values refer to. */
async function namesIn(context: Context, items: readonly DuplicateGroup[]): Promise<Record<string, string>> {
  const ids = items.flatMap(({ records }) => records.flatMap(({ values }) => values.customerId ?? []));
  const titles = await readTitles(
    context,
    ids.map((id) => ({ type: 'customer', id })),
  );
  return Object.fromEntries(titles);
}
