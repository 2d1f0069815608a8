import { v7 as uuidv7 } from 'uuid';
import type { Attachment, attachments, Upload } from '#contract/attachment.ts';
import { fitsName } from '#contract/file-type.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { attachmentAction, takeRoom, uploadKey, type StoredAttachment } from '#data/entries/attachment.ts';
import type { Context } from '#data/organization/context.ts';
import { attachmentPrefix, type Key } from '#data/store/keys.ts';
import { parentExists } from '#data/entries/note.ts';
import { addressOf } from '#data/files/object-store.ts';
import { isVisible, loadParent, reachOf, type Parent } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { loadFile, shown } from './load.ts';

type Input = InputOf<(typeof attachments)['operations']['create']>;

/** Reserves storage and returns the upload URL. The file isn't listed until `finish` is called. */
export async function create(
  context: Context,
  input: Input,
): Promise<{ attachment: Attachment; upload: Upload }> {
  const parent = await loadParent(context, input);
  refuseReaders(context, parent);
  const { body } = input;
  if (!fitsName(body.type, body.name)) throw fieldProblem('/name', 'other_ending');
  return transactOnce(
    context,
    async () => {
      await checkCount(context, parent.key);
      const file: StoredAttachment = {
        ...body,
        id: uuidv7(),
        version: 1,
        state: 'uploading',
        authorId: context.actor.userId,
        createdAt: context.now,
      };
      return {
        actions: [
          takeRoom(context, file.sizeBytes),
          parentExists(parent),
          attachmentAction(context, parent, file),
        ],
        ids: [file.id],
        value: answer(context, file),
      };
    },
    async ([id = '']) => answer(context, await loadFile(context, parent, id, ['uploading', 'ready'])),
  );
}

/** Adding a file requires permission to update the record, not only to read it. */
function refuseReaders(context: Context, { definition, record }: Parent): void {
  const scope = context.scopeFor(`${definition.type.name}:update` as Permission);
  if (!isVisible(record, reachOf(context, scope))) throw new ProblemError('forbidden');
}

async function checkCount(context: Context, { pk }: Key): Promise<void> {
  let count = 0;
  let lastKey: Item | undefined;
  do {
    const page = await query(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': attachmentPrefix },
      Select: 'COUNT',
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    count += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey);
  if (count >= limits.attachmentsPerRecord)
    throw fieldProblem('', 'too_many', 'invalid_input', { limit: limits.attachmentsPerRecord });
}

/**
 * The presigned URL makes S3 reject an upload whose length or type differs from the declared one or, if a checksum is
 * declared, whose content doesn't match it.
 */
function answer(context: Context, file: StoredAttachment): { attachment: Attachment; upload: Upload } {
  const headers = {
    'content-type': file.type,
    ...(file.sha256 ? { 'x-amz-checksum-sha256': file.sha256 } : {}),
  };
  const { url, expiresAt } = addressOf('PUT', uploadKey(context.orgId, file.id), {
    headers: { ...headers, 'content-length': String(file.sizeBytes) },
    expiresSeconds: limits.uploadMinutes * 60,
  });
  return { attachment: shown(file), upload: { url, headers, expiresAt } };
}
