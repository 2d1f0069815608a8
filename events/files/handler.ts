import { fileKey, FreedBefore, freeRoom, uploadKey, wasMoved } from '#data/entries/attachment.ts';
import { isPurged } from '#data/organization/deletion.ts';
import { removeObject } from '#data/files/object-store.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** A file whose item was deleted. */
interface DeletedFile {
  orgId: string;
  id: string;
  sizeBytes: number;
  /** Missing in messages of earlier releases. */
  version?: number;
}

/**
 * Deletes the objects of removed files and pictures, then gives the storage of files back to the organization. Messages
 * can be delivered twice: deleting a missing object is harmless, and a marker item makes sure that storage is given
 * back only once. Nothing happens if the item was moved to another record.
 */
export const handler = queueReader<DeletedFile | { pictureKey: string }>({
  // Each removal of a file updates its organization's usage item, so concurrent removals would conflict.
  lanes: 1,
  failed: 'file not removed',
  async handle(session, gone) {
    if ('pictureKey' in gone) await removeObject(gone.pictureKey);
    else await forget(session, gone);
    return { message: 'file removed' };
  },
});

async function forget(session: Session, { orgId, id, sizeBytes, version }: DeletedFile): Promise<void> {
  // Without a version, a file that was ever moved is kept: better an object too many than one that is missing.
  if (await wasMoved(session, orgId, id, version ?? 0)) return;
  for (const key of [uploadKey(orgId, id), fileKey(orgId, id)]) await removeObject(key);
  if (await isPurged(session, orgId)) return;
  const now = new Date().toISOString();
  await transact(session, freeRoom(orgId, id, sizeBytes, now)).catch((error: unknown) => {
    if (!(error instanceof FreedBefore)) throw error;
  });
}
