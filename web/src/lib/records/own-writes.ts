import type { ListRows } from '#contract/lists/list-operations.ts';
import { folded } from '#lib/commands/match.ts';
import type { AnyRow } from './view.ts';

/**
 * A recent write from this tab. Default lists are read from indexes that can lag behind writes, so recent writes are
 * applied to their responses.
 */
export interface OwnWrite {
  row: AnyRow;
  kind: 'created' | 'changed' | 'deleted' | 'restored';
  /** Milliseconds since the Unix epoch. */
  at: number;
}

/** The longest time for which an index is expected to lag behind writes. */
const lagMilliseconds = 10_000;

interface ListQuestion {
  sort: string;
  firstPage: boolean;
}

/** A page of a type's default list with this tab's recent writes applied. */
export function withOwnWrites(
  page: ListRows<AnyRow>,
  writes: readonly OwnWrite[],
  question: ListQuestion,
  now = Date.now(),
): ListRows<AnyRow> {
  let { items, total } = page;
  for (const write of writes) {
    if (now - write.at > lagMilliseconds) continue;
    const place = items.findIndex((row) => row.id === write.row.id);
    const belongs = write.kind !== 'deleted';
    if (place >= 0 && !belongs) {
      items = items.toSpliced(place, 1);
      total -= 1;
    } else if (place >= 0 && (items[place]?.version ?? 0) < write.row.version) {
      items = items.with(place, write.row);
    } else if (place < 0 && belongs && write.kind !== 'changed' && question.firstPage) {
      items = inserted(items, write.row, question.sort, page.nextCursor !== undefined);
      total += 1;
    }
  }
  // The counter can lag behind too, so a list that fits on one page is counted here.
  if (question.firstPage && page.nextCursor === undefined) total = items.length;
  return items === page.items && total === page.total ? page : { ...page, items, total };
}

/**
 * Inserts a row by sort order. If more pages follow, leaves out a row that would come last, because it may belong on a
 * later page.
 */
function inserted(items: AnyRow[], row: AnyRow, sort: string, goesOn: boolean): AnyRow[] {
  const direction = sort.startsWith('-') ? -1 : 1;
  const keyOf = sortKeys[sort.replace(/^-/, '')];
  // The list is sorted neither by name nor by creation time, so the row is shown at the top.
  if (!keyOf) return [row, ...items];
  const key = keyOf(row);
  const place = items.findIndex((other) => (key < keyOf(other) ? -1 : 1) * direction < 0);
  if (place < 0) return goesOn ? items : [...items, row];
  return items.toSpliced(place, 0, row);
}

const sortKeys: Record<string, (row: AnyRow) => string> = {
  name: (row) => folded(String(row.fullName ?? row.name ?? '')),
  createdAt: (row) => row.createdAt,
};

/** Recent writes, by organization and record type. */
const writes = new Map<string, readonly OwnWrite[]>();
const listOf = (orgId: string, type: string) => `${orgId} ${type}`;

export const ownWrites = (orgId: string, type: string): readonly OwnWrite[] =>
  writes.get(listOf(orgId, type)) ?? [];

export function noteOwnWrite(orgId: string, type: string, kind: OwnWrite['kind'], row: AnyRow): void {
  const now = Date.now();
  const recent = ownWrites(orgId, type).filter((write) => now - write.at <= lagMilliseconds);
  const earlier = recent.find((write) => write.row.id === row.id);
  // A record that is changed shortly after its creation still counts as created, so that it is inserted into lists.
  const noted = kind === 'changed' && earlier?.kind === 'created' ? 'created' : kind;
  const rest = recent.filter((write) => write !== earlier);
  writes.set(listOf(orgId, type), [...rest, { row, kind: noted, at: now }]);
}
