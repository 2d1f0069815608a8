import type { Attachment } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { organizationLimits } from '../limits/stage-limits.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import { trashEndSeconds } from '../records/stored.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { answerFileKey, attachmentKey, freedKey, movedFileKey, storageKey, type Key } from '../store/keys.ts';
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
  /** Set on files of answers to customers, which never become other files of the record. */
  isAnswer?: true | undefined;
  /** The answer, once it is sent. */
  answerId?: string | undefined;
}

/** The name of a file among those of its record, or of the record’s answers. */
export type FileName = Pick<StoredAttachment, 'id' | 'isAnswer'>;

export const keyOfFile = (record: Key, { id, isAnswer }: FileName): Key =>
  isAnswer ? answerFileKey(record, id) : attachmentKey(record, id);

/** Object key of an upload. A lifecycle rule deletes objects that remain under this prefix. */
export const uploadKey = (orgId: string, id: string): string => `${fileFolders.uploads(orgId)}${id}`;
/** Object key of a checked file. Upload URLs are never issued for this prefix. */
export const fileKey = (orgId: string, id: string): string => `${fileFolders.files(orgId)}${id}`;

const uploadEndSeconds = (createdAt: string): number => epochSeconds(createdAt) + limits.uploadHours * 3600;

/** Whether a file is still being uploaded, or its answer not sent. */
export const isPending = ({ state, isAnswer, answerId }: StoredAttachment): boolean =>
  state === 'uploading' || (isAnswer === true && answerId === undefined);

/**
 * Whether an upload is too old to be finished, or to be sent with an answer. Neither is possible in its last hour, so
 * that none expires meanwhile.
 */
export const isAbandoned = (file: StoredAttachment, now: string): boolean =>
  isPending(file) && uploadEndSeconds(file.createdAt) - 3600 <= epochSeconds(now);

/**
 * The action that writes a file's item, conditional on its previous version, of which it is a copy with changes. TTL
 * removes the item of an upload that is not finished within `uploadHours`, that of a file whose answer isn’t sent in that
 * time, and that of a file that has been in the trash for `trashDays`.
 */
export function attachmentAction(
  context: Context,
  { key }: Parent,
  file: StoredAttachment,
  change?: ChangeAction,
): Extract<Action, { put: unknown }> {
  const { id, version, state, sizeBytes, deletedAt } = file;
  const ends = isPending(file) ? uploadEndSeconds(file.createdAt) : undefined;
  return {
    put: {
      Item: {
        ...keyOfFile(key, file),
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
export function dropAction({ key }: Parent, file: StoredAttachment): Action {
  return {
    remove: {
      Key: { ...keyOfFile(key, file) },
      ...ifVersion(file.version),
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
    { remove: { Key: { ...keyOfFile(origin, file) }, ...ifVersion(version - 1) }, refuse },
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
export function takeRoom(context: Context, sizeBytes: number): Action {
  const { orgId, settings } = context;
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
    refuse: (found) => storageFull(context, Number(found?.usedBytes ?? 0), storageBytes),
  };
}

/** How much the organization uses is told those who can read its usage. Clients act with rights that aren't theirs. */
function storageFull(context: Context, usedBytes: number, limitBytes: number): ProblemError {
  if (context.via === 'portal' || !context.scopeFor('usage:read'))
    return new ProblemError('conflict', 'files_full');
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
