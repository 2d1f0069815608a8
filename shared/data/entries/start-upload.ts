import { v7 as uuidv7 } from 'uuid';
import type { output as Output } from 'zod/mini';
import type { Attachment, newAttachment, Upload } from '#contract/attachment.ts';
import { fitsName } from '#contract/file-type.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { addressOf } from '../files/object-store.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { transactOnce } from '../store/idempotency.ts';
import { answerFilePrefix, attachmentPrefix, type Key } from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { attachmentAction, takeRoom, uploadKey, type FileName, type StoredAttachment } from './attachment.ts';
import { loadFile, shown } from './load-attachment.ts';
import { parentExists } from './note.ts';

interface Started {
  attachment: Attachment;
  upload: Upload;
}

/** Reserves storage and returns the upload URL. The file isn't listed until its upload is finished. */
export async function startUpload(
  context: Context,
  parent: Parent,
  body: Output<typeof newAttachment>,
  { isAnswer, counts = [] }: Omit<FileName, 'id'> & { counts?: readonly Action[] } = {},
): Promise<Started> {
  if (!fitsName(body.type, body.name)) throw fieldProblem('/name', 'other_ending');
  return transactOnce(
    context,
    async () => {
      await checkCount(context, parent.key, isAnswer ? answerFilePrefix : attachmentPrefix);
      const file: StoredAttachment = {
        ...body,
        id: uuidv7(),
        version: 1,
        state: 'uploading',
        ...(isAnswer ? { isAnswer } : {}),
        authorId: context.actor.userId,
        createdAt: context.now,
      };
      return {
        actions: [
          ...counts,
          takeRoom(context, file.sizeBytes),
          parentExists(parent),
          attachmentAction(context, parent, file),
        ],
        ids: [file.id],
        value: started(context, file),
      };
    },
    async ([id = '']) =>
      started(context, await loadFile(context, parent, { id, isAnswer }, ['uploading', 'ready'])),
  );
}

async function checkCount(context: Context, { pk }: Key, prefix: string): Promise<void> {
  let count = 0;
  let lastKey: Item | undefined;
  do {
    const page = await query(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
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
function started(context: Context, file: StoredAttachment): Started {
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
