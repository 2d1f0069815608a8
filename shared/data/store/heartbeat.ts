import { heartbeatKey, readerKey } from './keys.ts';
import { putItem } from './table.ts';
import type { Session } from './units.ts';

/** Writes the heartbeat that the stream delivers to its readers. */
export async function writeHeartbeat(session: Session, now: string): Promise<void> {
  await putItem(session, { Item: { ...heartbeatKey, kind: 'pulse', at: now } });
}

interface StreamRecord {
  dynamodb?: { NewImage?: Record<string, { S?: string }> | undefined } | undefined;
}

/**
 * Stores the last heartbeat in a batch that a stream reader received, if there is one. `/v1/health` computes the lag of
 * the reader from it.
 */
export async function recordHeartbeat(
  session: Session,
  reader: string,
  records: readonly unknown[],
): Promise<void> {
  const heartbeats = records.flatMap((record) => {
    const image = (record as StreamRecord).dynamodb?.NewImage;
    return image?.kind?.S === 'pulse' && image.at?.S ? [image.at.S] : [];
  });
  const pulseAt = heartbeats.at(-1);
  if (!pulseAt) return;
  await putItem(session, {
    Item: { ...readerKey(reader), kind: 'reader', pulseAt, metAt: new Date().toISOString() },
  });
}
