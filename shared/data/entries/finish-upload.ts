import type { Attachment } from '#contract/attachment.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { bytesChecked, fitsContent } from '../files/file-content.ts';
import { copy, findObject, firstBytes, removeObject, type StoredObject } from '../files/object-store.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { transact } from '../store/transact.ts';
import {
  attachmentAction,
  attachmentActions,
  dropAction,
  fileKey,
  uploadKey,
  type FileName,
  type StoredAttachment,
} from './attachment.ts';
import { loadFile, shown } from './load-attachment.ts';
import { parentExists } from './note.ts';

/**
 * Turns an upload into a file, for whoever has begun it. Others get the same `not_found` as for a file that isn't there.
 * The checked object is copied to a key that only the service can write, so a later upload to the same URL changes nothing.
 * Concurrent or repeated calls produce one file.
 */
export async function finishUpload(context: Context, parent: Parent, name: FileName): Promise<Attachment> {
  const file = await loadFile(context, parent, name, ['uploading', 'ready']);
  if (file.authorId !== context.actor.userId) throw new ProblemError('not_found');
  if (file.state === 'ready') return shown(file);
  const from = uploadKey(context.orgId, file.id);
  const found = await findObject(from);
  if (!found) return finishedMeanwhile(context, parent, file, fieldProblem('', 'not_uploaded'));
  const bytes = await firstBytes(from, found.etag, Math.min(bytesChecked, file.sizeBytes));
  if (!bytes) return finishedMeanwhile(context, parent, file, fieldProblem('', 'not_uploaded'));
  if (!matchesDeclaration(file, found, bytes)) {
    await transact(context, [dropAction(parent, file)]);
    throw fieldProblem('', 'other_content');
  }
  const to = fileKey(context.orgId, file.id);
  if (!(await copy(from, found.etag, to)))
    return finishedMeanwhile(context, parent, file, fieldProblem('', 'not_uploaded'));
  const after: StoredAttachment = { ...file, version: file.version + 1, state: 'ready' };
  try {
    await transact(context, [parentExists(parent), ...finishedActions(context, parent, after)]);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
    return finishedMeanwhile(context, parent, file, error).catch(async (gone: unknown) => {
      await removeObject(to);
      throw gone;
    });
  }
  await removeObject(from).catch(() => undefined);
  return shown(after);
}

/** The history tells of a file of an answer once that is sent. */
const finishedActions = (context: Context, parent: Parent, file: StoredAttachment) =>
  file.isAnswer
    ? [attachmentAction(context, parent, file)]
    : attachmentActions(context, parent, file, 'created', []);

const matchesDeclaration = (file: StoredAttachment, found: StoredObject, bytes: Buffer): boolean =>
  found.sizeBytes === file.sizeBytes && found.type === file.type && fitsContent(file.type, bytes);

/**
 * Returns the file if another call has finished the upload. Throws `refusal` if the upload is still unfinished, and
 * `not_found` if it no longer exists.
 */
async function finishedMeanwhile(
  context: Context,
  parent: Parent,
  name: FileName,
  refusal: Error,
): Promise<Attachment> {
  const now = await loadFile(context, parent, name, ['ready', 'deleted', 'uploading']);
  if (now.state === 'uploading') throw refusal;
  return shown(now);
}
