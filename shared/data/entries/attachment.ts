import type { Attachment } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { organizationLimits } from '../limits/stage-limits.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { trashEndSeconds } from '../records/stored.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { attachmentKey, freedKey, movedFileKey, storageKey, type Key } from '../store/keys.ts';
import { nextItemState } from '../store/item-state.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import { fileFolders } from '../files/folders.ts';

export interface StoredAttachment extends Omit<Attachment, 'previewUrl'> {
  /** `ready` once the content has been found to match the declared size and type. */
  state: 'uploading' | 'ready';
  sha256?: string | undefined;
  deletedBy?: string | undefined;
}

/** Object key of an upload. A lifecycle rule deletes objects that remain under this prefix. */
export const uploadKey = (orgId: string, id: string): string => `${fileFolders.uploads(orgId)}${id}`;
/** Object key of a checked file. Upload URLs are never issued for this prefix. */
export const fileKey = (orgId: string, id: string): string => `${fileFolders.files(orgId)}${id}`;

const uploadEndSeconds = (createdAt: string): number => epochSeconds(createdAt) + limits.uploadHours * 3600;

/**
 * Whether an upload is too old to be finished. Uploads can't be finished in their last hour, so that none expires while
 * it is being finished.
 */
export const isAbandoned = ({ state, createdAt }: StoredAttachment, now: string): boolean =>
  state === 'uploading' && uploadEndSeconds(createdAt) - 3600 <= epochSeconds(now);

/**
 * The action that writes a file's item, conditional on its previous version, of which it is a copy with changes. TTL removes the item of an upload that is
 * not finished within `uploadHours`, and the item of a file that has been in the trash for `trashDays`.
 */
export function attachmentAction(
  context: Context,
  { key }: Parent,
  file: StoredAttachment,
  change?: ChangeAction,
): Extract<Action, { put: unknown }> {
  const { id, version, state, sizeBytes, deletedAt } = file;
  const ends = state === 'uploading' ? uploadEndSeconds(file.createdAt) : undefined;
  return {
    put: {
      Item: {
        ...attachmentKey(key, id),
        kind: 'attachment',
        ...(change ? nextItemState(file, 1, change) : { schema: 1 }),
        org: context.orgId,
        id,
        version,
        sizeBytes,
        state: deletedAt === undefined ? state : 'deleted',
        expiresAt: deletedAt === undefined ? ends : trashEndSeconds(deletedAt),
        data: JSON.stringify(file),
      },
      ...ifVersion(version - 1),
    },
    refuse: () => new ProblemError('precondition_failed'),
  };
}

/** The action that discards an unfinished upload. `events/files` then deletes its object and releases its storage. */
export function dropAction({ key }: Parent, { id, version }: StoredAttachment): Action {
  return {
    remove: {
      Key: { ...attachmentKey(key, id) },
      ...ifVersion(version),
    },
  };
}

/** The actions that write a file and add its change item, for the histories of the record and the organization. */
export function attachmentActions(
  context: Context,
  parent: Parent,
  file: StoredAttachment,
  action: string,
  changes: FieldChange[],
): Action[] {
  const change = attachmentChange(context, parent, file, action, changes);
  return [attachmentAction(context, parent, file, change), change];
}

/**
 * The actions that move a file's item from another record, and add its change item. A marker tells the removal of the
 * previous item from that of the file.
 */
export function movedAttachmentActions(
  context: Context,
  parent: Parent,
  file: StoredAttachment,
  origin: Key,
  changes: FieldChange[],
): Action[] {
  const { id, version } = file;
  const change = attachmentChange(context, parent, file, 'moved', changes);
  const written = attachmentAction(context, parent, file, change);
  const refuse = () => new ProblemError('precondition_failed');
  return [
    { remove: { Key: { ...attachmentKey(origin, id) }, ...ifVersion(version - 1) }, refuse },
    { put: { Item: written.put.Item, ...ifAbsent }, refuse },
    {
      put: {
        Item: {
          ...movedFileKey(context.orgId, id),
          kind: 'movedFile',
          version,
          expiresAt: epochSeconds(context.now) + limits.freedDays * 86_400,
        },
      },
    },
    change,
  ];
}

/** Whether a file's item was removed in this version because it was moved to another record. */
export async function wasMoved(
  session: Session,
  orgId: string,
  id: string,
  version: number,
): Promise<boolean> {
  const found = await getItem<{ version: number }>(session, movedFileKey(orgId, id));
  return found !== undefined && found.version > version;
}

function attachmentChange(
  context: Context,
  { definition, record, key }: Parent,
  file: StoredAttachment,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const subject = {
    orgId: context.orgId,
    type: 'attachment',
    id: file.id,
    key,
    version: file.version,
    before: file,
    ownerId: record.ownerId as string | undefined,
    about: { type: definition.type.name, id: record.id },
  };
  return changeAction(context, subject, action, changes);
}

/**
 * The action that reserves storage before an upload starts. Concurrent uploads cannot exceed the limit together, and
 * finishing one needs no further check, because a file has exactly the size that was reserved for it.
 */
export function takeRoom({ orgId, settings }: Context, sizeBytes: number): Action {
  const { storageBytes } = organizationLimits(settings);
  const isLimited = Number.isFinite(storageBytes);
  return {
    update: {
      Key: { ...storageKey(orgId) },
      UpdateExpression: 'SET kind = :kind ADD usedBytes :size',
      ...(isLimited && {
        ConditionExpression:
          sizeBytes <= storageBytes
            ? 'attribute_not_exists(usedBytes) OR usedBytes <= :most'
            : 'usedBytes <= :most',
      }),
      ExpressionAttributeValues: {
        ':kind': 'storage',
        ':size': sizeBytes,
        ...(isLimited && { ':most': storageBytes - sizeBytes }),
      },
    },
    refuse: (found) => storageFull(Number(found?.usedBytes ?? 0), storageBytes),
  };
}

function storageFull(usedBytes: number, limitBytes: number): ProblemError {
  const left = Math.max(0, limitBytes - usedBytes);
  return new ProblemError('conflict', { code: 'storage_full', usedBytes, limitBytes }, [
    { pointer: '/sizeBytes', code: 'no_room', limit: left },
  ]);
}

/** Thrown if the file's storage was already released. */
export class FreedBefore extends Error {}

/** The actions that release a file's storage. For `freedDays`, a marker makes a second attempt throw `FreedBefore`. */
export function freeRoom(orgId: string, id: string, sizeBytes: number, now: string): Action[] {
  const mark: Key = freedKey(orgId, id);
  return [
    {
      put: {
        Item: { ...mark, kind: 'freed', expiresAt: epochSeconds(now) + limits.freedDays * 86_400 },
        ...ifAbsent,
      },
      refuse: () => new FreedBefore(),
    },
    {
      update: {
        Key: { ...storageKey(orgId) },
        UpdateExpression: 'ADD usedBytes :size',
        ExpressionAttributeValues: { ':size': -sizeBytes },
      },
    },
  ];
}
