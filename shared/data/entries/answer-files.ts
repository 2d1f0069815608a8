import type { output as Output } from 'zod/mini';
import type { newAttachment } from '#contract/attachment.ts';
import type { Note } from '#contract/note.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { downloadOf } from '../files/download.ts';
import type { Address } from '../files/object-store.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { answerKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { attachmentActions, fileKey, type StoredAttachment } from './attachment.ts';
import { finishUpload } from './finish-upload.ts';
import { findFile, loadFile } from './load-attachment.ts';
import { noteFrom, type StoredNote } from './note.ts';
import { startUpload } from './start-upload.ts';

/*
 * A file of an answer is uploaded first, by whoever is going to answer, and becomes part of the answer with it. Until
 * then nobody can download it, and it is discarded after a day.
 */

export const startAnswerFile = (
  context: Context,
  parent: Parent,
  body: Output<typeof newAttachment>,
  counts: readonly Action[] = [],
): ReturnType<typeof startUpload> => startUpload(context, parent, body, { isAnswer: true, counts });

export const finishAnswerFile = (
  context: Context,
  parent: Parent,
  id: string,
): ReturnType<typeof finishUpload> => finishUpload(context, parent, { id, isAnswer: true });

/** A download URL of a file of an answer that was sent and not deleted. */
export async function downloadAnswerFile(context: Context, parent: Parent, id: string): Promise<Address> {
  const { name, type, answerId } = await loadFile(context, parent, { id, isAnswer: true }, ['ready']);
  const item = answerId && (await getItem<StoredNote>(context, answerKey(parent.key, answerId)));
  if (!item || noteFrom(item).deletedAt !== undefined) throw new ProblemError('not_found');
  return downloadOf(fileKey(context.orgId, id), { name, type });
}

/** The caller’s finished files for a new answer, or an error with the index of the first one that isn’t there. */
export const filesToSend = (
  context: Context,
  parent: Parent,
  ids: readonly string[],
): Promise<StoredAttachment[]> =>
  Promise.all(
    ids.map(async (id, index) => {
      const file = await findFile(context, parent, { id, isAnswer: true }, ['ready']);
      if (!file || file.answerId !== undefined || file.authorId !== context.actor.userId)
        throw notThere(index);
      return file;
    }),
  );

const notThere = (index: number): ProblemError => fieldProblem(`/fileIds/${index}`, 'unknown_reference');

/** The actions that make files part of an answer. */
export const sentActions = (
  context: Context,
  parent: Parent,
  files: readonly StoredAttachment[],
  answerId: string,
): Action[] =>
  files.flatMap((file, index) => {
    const after = { ...file, version: file.version + 1, answerId };
    return attachmentActions(context, parent, after, 'created', []).map((action) => ({
      ...action,
      // Another answer was sent with it.
      refuse: () => notThere(index),
    }));
  });

/** The actions that delete the files of an answer together with it, or restore them. */
export async function followingActions(
  context: Context,
  parent: Parent,
  { files = [], deletedAt }: Note,
): Promise<Action[]> {
  const actions = await Promise.all(
    files.map(async ({ id }) => {
      const file = await findFile(context, parent, { id, isAnswer: true }, ['ready', 'deleted']);
      if (!file) return [];
      const { deletedAt: _deletedAt, deletedBy: _deletedBy, ...live } = file;
      const after = { ...live, version: file.version + 1 };
      return deletedAt === undefined
        ? attachmentActions(context, parent, after, 'restored', [])
        : attachmentActions(
            context,
            parent,
            { ...after, deletedAt, deletedBy: context.actor.userId },
            'deleted',
            [],
          );
    }),
  );
  return actions.flat();
}
