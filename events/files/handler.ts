import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { fileKey, FreedBefore, freeRoom, uploadKey } from '#data/entries/attachment.ts';
import { writeLog } from '#data/store/log.ts';
import { removeObject } from '#data/files/object-store.ts';
import { transact } from '#data/store/transact.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';

/** A file whose item was deleted. */
interface Gone {
  orgId: string;
  id: string;
  sizeBytes: number;
}

/**
 * Deletes the objects of removed files, then returns their storage to the organization. Messages can repeat: deleting
 * a missing object is harmless, and a marker makes sure the storage is returned once.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const session = newSession();
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  // Sequential, because all files of an organization update the same usage item.
  for (const { messageId, body } of event.Records) {
    try {
      const gone = JSON.parse(body) as Gone | { pictureKey: string };
      if ('pictureKey' in gone) await removeObject(gone.pictureKey);
      else await forget(session, gone);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      writeLog({ level: 'error', message: 'file not removed', error: name, messageId });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  writeLog({
    level: 'info',
    message: 'files removed',
    files: event.Records.length,
    ...loggedUnits(session.units),
  });
  return { batchItemFailures };
}

async function forget(session: Session, { orgId, id, sizeBytes }: Gone): Promise<void> {
  for (const key of [uploadKey(orgId, id), fileKey(orgId, id)]) await removeObject(key);
  const now = new Date().toISOString();
  await transact(session, freeRoom(orgId, id, sizeBytes, now)).catch((error: unknown) => {
    if (!(error instanceof FreedBefore)) throw error;
  });
}
