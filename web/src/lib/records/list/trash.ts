import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import type { AnyRow, RecordView } from '../view.ts';

/** A record in the trash. The last change was its deletion. */
type DeletedRow = AnyRow & { updatedBy?: string };

/** A page of the trash. The question returns who deleted a record, which default rows lack. */
export async function readTrash(
  orgId: string,
  view: RecordView,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ items: DeletedRow[]; total: number; nextCursor?: string | undefined }> {
  const { current } = currentUntil(laggingUntil(orgId));
  const body = {
    deleted: true as const,
    sorts: [{ field: 'deletedAt', descending: true }],
    ...(cursor ? { cursor } : current ? { current: true as const } : {}),
  };
  const { items, total, nextCursor } = await view.client.query({ orgId, body }, { signal });
  return { items, total, nextCursor };
}
