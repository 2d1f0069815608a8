import { attachmentChanges, type Attachment, type attachments } from '#contract/attachment.ts';
import { fitsName, isShown } from '#contract/file-type.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { organizationLimits } from '#data/limits/stage-limits.ts';
import { fileFrom, loadFile, shown, type FileItem } from '#data/entries/load-attachment.ts';
import { attachmentActions, dropAction, fileKey, type StoredAttachment } from '#data/entries/attachment.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { attachmentKey, attachmentPrefix, storageKey, type Key } from '#data/store/keys.ts';
import { parentExists } from '#data/entries/note.ts';
import { downloadOf } from '#data/files/download.ts';
import type { Address } from '#data/files/object-store.ts';
import { shownFrom } from '#data/files/picture.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { loadParent } from '#data/records/read.ts';
import { changesIn } from '#data/store/read-only.ts';
import { getItem, query, type Item } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = (typeof attachments)['operations'];
type OfFile = InputOf<Operations['finish']>;

/** Refuses other people's files if the permission covers only the caller's own. */
function refuseOthers({ scope, actor }: Context, { authorId }: StoredAttachment): void {
  if (scope === 'own' && authorId !== actor.userId) throw new ProblemError('forbidden');
}

/**
 * The storage that the organization uses, and its limit. The usage is never negative, because only reserved storage is
 * released.
 */
export async function usage(context: Context): Promise<{ usedBytes: number; limitBytes: number }> {
  const item = await getItem<{ usedBytes?: number }>(context, storageKey(context.orgId));
  return { usedBytes: item?.usedBytes ?? 0, limitBytes: organizationLimits(context.settings).storageBytes };
}

const readsMax = 4;

/** Skips unfinished uploads and trashed files while reading, so a page can be short. */
export async function list(
  context: Context,
  input: InputOf<Operations['list']>,
): Promise<{ items: Attachment[]; nextCursor?: string | undefined }> {
  const { key } = await loadParent(context, input);
  const hash = listHash(['attachments', key.pk]);
  const start = decodeCursor(hash, input.cursor);
  const limit = input.limit ?? limits.pageSizeDefault;
  const { files, next } = await readPage(context, key, start?.id, limit);
  return {
    items: files.map((file) => ({ ...shown(file), ...preview(context, file) })),
    ...(next === undefined ? {} : { nextCursor: encodeCursor(hash, { sortValue: '', id: next }) }),
  };
}

async function readPage(
  context: Context,
  parent: Key,
  after: string | undefined,
  limit: number,
): Promise<{ files: StoredAttachment[]; next: string | undefined }> {
  const found: StoredAttachment[] = [];
  let lastKey: Item | undefined = after ? { ...attachmentKey(parent, after) } : undefined;
  for (let reads = 0; reads < readsMax && (reads === 0 || lastKey) && found.length <= limit; reads += 1) {
    const page = await query<FileItem>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      FilterExpression: '#state = :ready',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':pk': parent.pk, ':prefix': attachmentPrefix, ':ready': 'ready' },
      ScanIndexForward: false,
      ConsistentRead: true,
      // One extra item shows whether there is a next page.
      Limit: limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    found.push(...page.items.map(fileFrom));
    lastKey = page.lastKey;
  }
  const files = found.slice(0, limit);
  const unread = lastKey && String(lastKey.sk).slice(attachmentPrefix.length);
  return { files, next: found.length > limit ? files.at(-1)?.id : unread };
}

/** A picture that somebody may no longer see, because its record was deleted or is another's now, remains in the bucket. */
const previewMinutes = 5;

function preview({ orgId }: Context, { id, type }: StoredAttachment): { previewUrl?: string } {
  return isShown(type) ? { previewUrl: shownFrom(fileKey(orgId, id), previewMinutes) } : {};
}

/**
 * Creates a download URL. Browsers save the file under its name, or show it inline if it is an image and `disposition`
 * is `inline`.
 */
export async function download(context: Context, input: InputOf<Operations['download']>): Promise<Address> {
  const parent = await loadParent(context, input);
  const { id, name, type } = await loadFile(context, parent, { id: input.attachmentId }, ['ready']);
  const isInline = input.disposition === 'inline' && isShown(type);
  return downloadOf(fileKey(context.orgId, id), { name, type, isInline });
}

export async function update(context: Context, input: InputOf<Operations['update']>): Promise<Attachment> {
  const parent = await loadParent(context, input);
  const before = await loadFile(context, parent, { id: input.attachmentId }, ['ready']);
  refuseOthers(context, before);
  checkVersion(context, before);
  const { name } = changesIn(input.body, attachmentChanges, shown(before), ['previewUrl']);
  if (!fitsName(before.type, name)) throw fieldProblem('/name', 'other_ending');
  if (name === before.name) return shown(before);
  const after = { ...before, version: before.version + 1, name };
  const changes = differences({ ...before }, { ...after }, ['name']);
  await transact(context, [
    parentExists(parent),
    ...attachmentActions(context, parent, after, 'updated', changes),
  ]);
  return shown(after);
}

/**
 * Deletes an unfinished upload at once; a stream reader then releases its storage. A finished file goes to the trash.
 */
export async function remove(context: Context, input: OfFile): Promise<Attachment> {
  const parent = await loadParent(context, input);
  const before = await loadFile(context, parent, { id: input.attachmentId }, ['uploading', 'ready']);
  refuseOthers(context, before);
  checkVersion(context, before);
  if (before.state === 'uploading') {
    await transact(context, [dropAction(parent, before)]);
    return shown({ ...before, deletedAt: context.now });
  }
  const deletedBy = context.actor.userId;
  const after = { ...before, version: before.version + 1, deletedAt: context.now, deletedBy };
  await transact(context, [...attachmentActions(context, parent, after, 'deleted', [])]);
  return shown(after);
}

export async function restore(context: Context, input: OfFile): Promise<Attachment> {
  const parent = await loadParent(context, input);
  const file = await loadFile(context, parent, { id: input.attachmentId }, ['ready', 'deleted']);
  refuseOthers(context, file);
  const { deletedAt, deletedBy: _deletedBy, ...before } = file;
  if (deletedAt === undefined) return shown(file);
  const after = { ...before, version: before.version + 1 };
  await transact(context, [
    parentExists(parent),
    ...attachmentActions(context, parent, after, 'restored', []),
  ]);
  return shown(after);
}

/** The answer to a repeated restoration: the current state, whatever has happened since. */
export async function readRestored(context: Context, input: OfFile): Promise<Attachment> {
  const parent = await loadParent(context, input);
  return shown(await loadFile(context, parent, { id: input.attachmentId }, ['ready', 'deleted']));
}
