import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { fileKey, FreedBefore, freeRoom, uploadKey } from '#data/attachment.ts';
import { writeLog } from '#data/log.ts';
import { removeObject } from '#data/object-store.ts';
import { transact } from '#data/transact.ts';
import { loggedUnits, newSession, type Session } from '#data/units.ts';

/** A file whose item is gone. */
interface Gone {
  orgId: string;
  id: string;
  sizeBytes: number;
}

/**
 * Removes the bytes of files that are gone, then gives their room back. A message may come again and again: removing what
 * is not there is fine, and the room is given back under a mark, once.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const session = newSession();
  const failed = await Promise.all(
    event.Records.map(async ({ messageId, body }) => {
      try {
        const gone = JSON.parse(body) as Gone | { pictureKey: string };
        if ('pictureKey' in gone) await removeObject(gone.pictureKey);
        else await forget(session, gone);
        return [];
      } catch (error) {
        const name = error instanceof Error ? error.name : typeof error;
        writeLog({ level: 'error', message: 'file not removed', error: name, messageId });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  writeLog({
    level: 'info',
    message: 'files removed',
    files: event.Records.length,
    ...loggedUnits(session.units),
  });
  return { batchItemFailures: failed.flat() };
}

async function forget(session: Session, { orgId, id, sizeBytes }: Gone): Promise<void> {
  for (const key of [uploadKey(orgId, id), fileKey(orgId, id)]) await removeObject(key);
  const now = new Date().toISOString();
  await transact(session, freeRoom(orgId, id, sizeBytes, now)).catch((error: unknown) => {
    if (!(error instanceof FreedBefore)) throw error;
  });
}
