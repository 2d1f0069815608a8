import { limits } from '#contract/limits.ts';
import { fileKey, uploadKey } from '../entries/attachment.ts';
import { removeVersions } from '../files/object-store.ts';
import { attachmentPrefix, entryChangePrefix, recordKey } from '../store/keys.ts';
import { deleteItem, getItem, putItem, queryAll, writeItems } from '../store/table.ts';
import { recordErasedKey } from '../store/webhook-keys.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { Session } from '../store/units.ts';
import { erasedValueItems } from '../records/erased-values.ts';
import { rememberedRecord } from './identity.ts';
import type { PersonRecord } from './erasure-runs.ts';

interface EntryChange {
  type: string;
  id: string;
}

/**
 * Removes records of a person with all versions of their files, and remembers their IDs for a restored table. `events/index` then removes what belongs to a record, as
 * if its time in the trash were over. Files come first, because their items say which objects there are; former files
 * are known by their changes.
 */
export async function removeRecords(
  session: Session,
  orgId: string,
  records: readonly PersonRecord[],
): Promise<void> {
  const texts = records.map(rememberedRecord);
  await writeItems(session, erasedValueItems(orgId, texts, new Date().toISOString()), []);
  for (const { type, id } of records) {
    const key = recordKey(orgId, type, id);
    const present = await queryAll<{ sk: string }>(session, key.pk, attachmentPrefix);
    const changes = await queryAll<EntryChange>(session, key.pk, entryChangePrefix);
    const fileIds = [
      ...present.map(({ sk }) => sk.slice(attachmentPrefix.length)),
      ...changes.flatMap((change) => (change.type === 'attachment' ? [change.id] : [])),
    ];
    for (const fileId of new Set(fileIds)) await removeFile(orgId, fileId);
    await tellWebhooks(session, orgId, { type, id });
    await deleteItem(session, { Key: { ...key } });
  }
}

/** Leaves an item of which `relay` tells webhooks, unless the record is gone already. */
async function tellWebhooks(session: Session, orgId: string, { type, id }: PersonRecord): Promise<void> {
  if (!(await getItem(session, recordKey(orgId, type, id)))) return;
  const at = new Date().toISOString();
  const expiresAt = epochSeconds(at) + limits.outboxDays * 86_400;
  const what = { kind: 'recordErased', org: orgId, recordType: type, recordId: id, at, expiresAt };
  await putItem(session, { Item: { ...recordErasedKey(orgId, id), ...what } });
}

/** The ids have one length, so no other object's key begins with the key of a file. */
async function removeFile(orgId: string, fileId: string): Promise<void> {
  for (const key of [uploadKey(orgId, fileId), fileKey(orgId, fileId)]) await removeVersions(key);
}
