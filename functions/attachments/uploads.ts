import type { Attachment, attachments, Upload } from '#contract/attachment.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import { finishUpload } from '#data/entries/finish-upload.ts';
import { startUpload } from '#data/entries/start-upload.ts';
import type { Context } from '#data/organization/context.ts';
import { isVisible, loadParent, outOfReach, reachOf, type Parent } from '#data/records/read.ts';

type Operations = (typeof attachments)['operations'];

export async function create(
  context: Context,
  input: InputOf<Operations['create']>,
): Promise<{ attachment: Attachment; upload: Upload }> {
  const parent = await loadParent(context, input);
  refuseReaders(context, parent);
  return startUpload(context, parent, input.body);
}

/** Adding a file requires permission to update the record, not only to read it. */
function refuseReaders(context: Context, { definition, record }: Parent): void {
  const scope = context.scopeFor(`${definition.type.name}:update` as Permission);
  if (!isVisible(record, reachOf(context, scope))) throw outOfReach(definition, context, record);
}

export const finish = async (context: Context, input: InputOf<Operations['finish']>): Promise<Attachment> =>
  finishUpload(context, await loadParent(context, input), { id: input.attachmentId });
