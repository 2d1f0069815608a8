import type { ListRows } from '#contract/lists/list-operations.ts';
import { lagMilliseconds } from '#lib/api/recent-writes.ts';
import type { AnyRow } from './record-client.ts';

/**
 * A recent write from this tab. Further pages of default lists are read from indexes that can lag behind writes, so
 * recent writes are applied to their responses.
 */
export interface OwnWrite {
  row: AnyRow;
  isDeleted: boolean;
  /** Milliseconds since the Unix epoch. */
  at: number;
}

/** A page of a type's default list with this tab's recent writes applied to the rows that it contains. */
export function withOwnWrites(
  page: ListRows<AnyRow>,
  writes: readonly OwnWrite[],
  now = Date.now(),
): ListRows<AnyRow> {
  let { items, total } = page;
  for (const { row, isDeleted, at } of writes) {
    const place = items.findIndex(({ id }) => id === row.id);
    if (place < 0 || now - at > lagMilliseconds) continue;
    if (isDeleted) {
      items = items.toSpliced(place, 1);
      total -= 1;
    } else if ((items[place]?.version ?? 0) < row.version) {
      items = items.with(place, row);
    }
  }
  return items === page.items ? page : { ...page, items, total };
}

/** Recent writes, by organization and record type. */
const writes = new Map<string, readonly OwnWrite[]>();
const listOf = (orgId: string, type: string) => `${orgId} ${type}`;

export const ownWrites = (orgId: string, type: string): readonly OwnWrite[] =>
  writes.get(listOf(orgId, type)) ?? [];

export function noteOwnWrite(orgId: string, type: string, row: AnyRow, isDeleted: boolean): void {
  const now = Date.now();
  const recent = ownWrites(orgId, type).filter(
    (write) => now - write.at <= lagMilliseconds && write.row.id !== row.id,
  );
  writes.set(listOf(orgId, type), [...recent, { row, isDeleted, at: now }]);
}
