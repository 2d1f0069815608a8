import type { Attachment } from '#contract/attachment.ts';
import { ProblemError } from '#contract/problem.ts';
import { isAbandoned, type StoredAttachment } from '#data/entries/attachment.ts';
import type { Context } from '#data/organization/context.ts';
import { attachmentKey } from '#data/store/keys.ts';
import type { Parent } from '#data/records/read.ts';
import { isGone } from '#data/records/stored.ts';
import { withItemState } from '#data/store/item-state.ts';
import { getItem } from '#data/store/table.ts';

export interface OfRecord {
  recordType: string;
  recordId: string;
}

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
  ...file
}: StoredAttachment): Attachment {
  return file;
}

/** A file of the record in one of the expected states. Abandoned uploads and purged files are not found. */
export async function loadFile(
  context: Context,
  { key }: Parent,
  id: string,
  states: readonly ('uploading' | 'ready' | 'deleted')[],
): Promise<StoredAttachment> {
  const item = await getItem<FileItem>(context, attachmentKey(key, id));
  const file = item && fileFrom(item);
  const isThere = file && !isGone(file, context.now) && !isAbandoned(file, context.now);
  if (!isThere || !states.includes(file.deletedAt === undefined ? file.state : 'deleted'))
    throw new ProblemError('not_found');
  return file;
}

/** Refuses other people's files if the permission covers only the caller's own. */
export function refuseOthers({ scope, actor }: Context, { authorId }: StoredAttachment): void {
  if (scope === 'own' && authorId !== actor.userId) throw new ProblemError('forbidden');
}
