import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import type { AnyRow } from '../record-client.ts';
import type { RecordView } from '../view.ts';

type DeletedRow = AnyRow & { updatedBy?: string };

/** Who deleted a record in the trash; undefined if something else has changed it since, such as a merge of tags. */
export const deleterOf = ({
  deletedAt,
  updatedAt,
  updatedBy,
}: Pick<DeletedRow, 'deletedAt' | 'updatedAt' | 'updatedBy'>): string | undefined =>
  updatedAt === deletedAt ? updatedBy : undefined;

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
