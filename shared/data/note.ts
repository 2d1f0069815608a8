import type { Note } from '#contract/note.ts';
import { ProblemError } from '#contract/problem.ts';
import { changeAction, type FieldChange } from './change.ts';
import type { Context } from './context.ts';
import { noteKey, pinnedNoteKey, type Key } from './keys.ts';
import type { AnyRecord, RecordDefinition } from './records/definition.ts';
import { trashEndSeconds } from './records/stored.ts';
import type { Action } from './transact.ts';

/** The record that a note lies with. */
export interface NoteParent {
  definition: RecordDefinition;
  record: AnyRecord;
  key: Key;
}

/** A note is made only while its record is there and outside the trash. */
export function parentExists({ key }: NoteParent): Action {
  return {
    check: {
      Key: { ...key },
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(expiresAt)',
    },
    refuse: () => new ProblemError('not_found'),
  };
}

/** Where a note lies: pinned ones apart, deleted ones among the others for the days of the trash. */
const keyOfNote = ({ key }: NoteParent, { id, pinned, deletedAt }: Note): Key =>
  pinned && !deletedAt ? pinnedNoteKey(key, id) : noteKey(key, id);

/** The note under its version condition, moved from where it lay until now, and the change that tells of it. */
export function noteActions(
  context: Context,
  parent: NoteParent,
  note: Note,
  from: Key | undefined,
  action: string,
  changes: FieldChange[],
): Action[] {
  const { definition, record, key } = parent;
  return [
    ...putActions(keyOfNote(parent, note), note, from),
    changeAction(
      context,
      {
        orgId: context.orgId,
        type: 'note',
        id: note.id,
        key,
        version: note.version,
        title: String(record[definition.type.title] ?? ''),
        ownerId: record.ownerId as string | undefined,
        about: { type: definition.type.name, id: record.id },
      },
      action,
      changes,
    ),
  ];
}

function putActions(to: Key, note: Note, from: Key | undefined): Action[] {
  const { version, deletedAt } = note;
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  const isUnchanged = {
    ConditionExpression: '#version = :before',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':before': version - 1 },
  };
  const refuse = () => new ProblemError('precondition_failed');
  const moves = from !== undefined && from.sk !== to.sk;
  const expiresAt = deletedAt && trashEndSeconds(deletedAt);
  const Item = { ...to, kind: 'note', schema: 1, version, data: JSON.stringify(note), deletedAt, expiresAt };
  return [
    ...(moves ? [{ remove: { Key: { ...from }, ...isUnchanged }, refuse }] : []),
    { put: { Item, ...(from && !moves ? isUnchanged : isNew) }, refuse },
  ];
}
