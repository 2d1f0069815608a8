import { limits } from '#contract/limits.ts';
import type { Note } from '#contract/note.ts';
import { ProblemError } from '#contract/problem.ts';
import { changeAction, type FieldChange } from './change.ts';
import type { Context } from './context.ts';
import { noteKey, type Key } from './keys.ts';
import type { AnyRecord, RecordDefinition } from './records/definition.ts';
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

/** The note under its version condition, and the change that tells of it. Deleted ones stay for the days of the trash. */
export function noteActions(
  context: Context,
  parent: NoteParent,
  note: Note,
  action: string,
  changes: FieldChange[],
): Action[] {
  const { definition, record, key } = parent;
  const expiresAt = note.deletedAt
    ? Math.floor(Date.parse(note.deletedAt) / 1000) + limits.trashDays * 86_400
    : undefined;
  return [
    {
      put: {
        Item: {
          ...noteKey(key, note.id),
          kind: 'note',
          schema: 1,
          version: note.version,
          data: JSON.stringify(note),
          pinned: note.pinned || undefined,
          deletedAt: note.deletedAt,
          expiresAt,
        },
        ...(note.version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :before',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': note.version - 1 },
            }),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
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
