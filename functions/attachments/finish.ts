import type { Attachment } from '#contract/attachment.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import {
  attachmentAction,
  attachmentChange,
  dropAction,
  fileKey,
  uploadKey,
  type StoredAttachment,
} from '#data/attachment.ts';
import type { Context } from '#data/context.ts';
import { parentExists } from '#data/note.ts';
import { copy, firstBytes, lookAt, removeObject, type StoredObject } from '#data/object-store.ts';
import { loadParent, type Parent } from '#data/records/read.ts';
import { transact } from '#data/transact.ts';
import { bytesLooked, fitsContent } from '#data/file-content.ts';
import { loadFile, shown, type OfRecord } from './load.ts';

/**
 * Makes an upload a file. What is looked at is what is copied to where nobody but the service writes, so an upload that
 * comes again under its old address changes nothing. Done twice, or by two at once, it is one file.
 */
export async function finish(
  context: Context,
  input: OfRecord & { attachmentId: string },
): Promise<Attachment> {
  const parent = await loadParent(context, input);
  const file = await loadFile(context, parent, input.attachmentId, ['uploading', 'ready']);
  if (file.state === 'ready') return shown(file);
  const from = uploadKey(context.orgId, file.id);
  const found = await lookAt(from);
  if (!found) throw fieldProblem('', 'not_uploaded');
  if (!(await isAsAnnounced(file, from, found))) {
    await transact(context, [dropAction(parent, file)]);
    throw fieldProblem('', 'other_content');
  }
  const to = fileKey(context.orgId, file.id);
  if (!(await copy(from, found.etag, to))) throw fieldProblem('', 'not_uploaded');
  const after: StoredAttachment = { ...file, version: file.version + 1, state: 'ready' };
  try {
    await transact(context, [
      parentExists(parent),
      attachmentAction(context, parent, after),
      attachmentChange(context, parent, after, 'created', []),
    ]);
  } catch (error) {
    return finishedMeanwhile(context, parent, file, to, error);
  }
  await removeObject(from).catch(() => undefined);
  return shown(after);
}

async function isAsAnnounced(file: StoredAttachment, key: string, found: StoredObject): Promise<boolean> {
  if (found.sizeBytes !== file.sizeBytes || found.type !== file.type) return false;
  const bytes = await firstBytes(key, found.etag, Math.min(bytesLooked, file.sizeBytes));
  return bytes !== undefined && fitsContent(file.type, bytes);
}

/** Another call was first, and there is one file; or the file is gone, and so is the copy. */
async function finishedMeanwhile(
  context: Context,
  parent: Parent,
  { id }: StoredAttachment,
  copied: string,
  error: unknown,
): Promise<Attachment> {
  if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
  const now = await loadFile(context, parent, id, ['ready', 'deleted']).catch(() => undefined);
  if (now) return shown(now);
  await removeObject(copied);
  throw new ProblemError('not_found');
}
