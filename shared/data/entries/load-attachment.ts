import type { Attachment } from '#contract/attachment.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { isGone } from '../records/stored.ts';
import { withItemState } from '../store/item-state.ts';
import { getItem } from '../store/table.ts';
import { isAbandoned, keyOfFile, type FileName, type StoredAttachment } from './attachment.ts';

export interface FileItem {
  data: string;
  schema: number;
  digest?: string;
}

export const fileFrom = (item: FileItem): StoredAttachment =>
  withItemState(JSON.parse(item.data) as StoredAttachment, item);

/** The public view of a file. */
export function shown({
  state: _state,
  sha256: _sha256,
  deletedBy: _deletedBy,
  isAnswer: _isAnswer,
  answerId: _answerId,
  ...file
}: StoredAttachment): Attachment {
  return file;
}

type FileState = 'uploading' | 'ready' | 'deleted';

/** A file of the record in one of the expected states. Abandoned uploads and purged files are not found. */
export async function findFile(
  context: Context,
  { key }: Pick<Parent, 'key'>,
  name: FileName,
  states: readonly FileState[],
): Promise<StoredAttachment | undefined> {
  const item = await getItem<FileItem>(context, keyOfFile(key, name));
  const file = item && fileFrom(item);
  const isThere = file && !isGone(file, context.now) && !isAbandoned(file, context.now);
  return isThere && states.includes(file.deletedAt === undefined ? file.state : 'deleted') ? file : undefined;
}

/** Like `findFile`, but throws `not_found`. */
export async function loadFile(...of: Parameters<typeof findFile>): Promise<StoredAttachment> {
  const file = await findFile(...of);
  if (!file) throw new ProblemError('not_found');
  return file;
}
