import type { Attachment, attachments, Upload } from '#contract/attachment.ts';
import type { InputOf } from '#contract/operation.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { finishUpload } from '#data/entries/finish-upload.ts';
import { startUpload } from '#data/entries/start-upload.ts';
import type { Context } from '#data/organization/context.ts';
import { isVisible, loadParent, outOfReach, reachOf, type Parent } from '#data/records/read.ts';

type Operations = (typeof attachments)['operations'];

export async function create(
  context: Context,
  input: InputOf<Operations['create']>,
): Promise<{ attachment: Attachment; upload: Upload }> {
  return startUpload(context, await changedParent(context, input), input.body);
}

/** The right to change the record can end between the start of an upload and its end. */
export const finish = async (context: Context, input: InputOf<Operations['finish']>): Promise<Attachment> =>
  finishUpload(context, await changedParent(context, input), { id: input.attachmentId });

/** The record to which a file is added. That requires permission to update the record, not only to read it. */
async function changedParent(
  context: Context,
  input: InputOf<Operations['create' | 'finish']>,
): Promise<Parent> {
  const parent = await loadParent(context, input);
  const { definition, record } = parent;
  const scope = context.scopeFor(recordPermission(definition.type.name, 'update'));
  if (!isVisible(record, reachOf(context, scope))) throw outOfReach(definition, context, record);
  return parent;
}
