import type { Note } from '#contract/note.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifAbsent, ifLive, ifVersion } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { trashEndSeconds } from '../records/stored.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { answerKey, noteKey, pinnedNoteKey, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** The record of a note. */
export interface NoteParent<R extends AnyRecord = AnyRecord> {
  definition: RecordDefinition<R>;
  record: R;
  key: Key;
}

/** The action that checks that a record exists and is not in the trash, for writes of notes and files. */
export function parentExists({ key }: NoteParent): Action {
  return {
    check: {
      Key: { ...key },
      ...ifLive,
    },
    refuse: () => new ProblemError('not_found'),
  };
}

/**
 * The key of a note. Pinned notes and answers have separate prefixes. Deleted notes have the prefix of unpinned notes.
 */
export function keyOfNote(record: Key, { id, isAnswer, pinned, deletedAt }: Omit<Note, 'version'>): Key {
  if (isAnswer) return answerKey(record, id);
  return pinned && !deletedAt ? pinnedNoteKey(record, id) : noteKey(record, id);
}

/**
 * The actions that write a note, remove its previous item if the key has changed, and add the change item. They are
 * conditional on the previous version, of which `note` is a copy with changes. `from` is the key of the previous item,
 * which can be that of another record.
 */
export function noteActions(
  context: Context,
  parent: NoteParent,
  note: Note,
  from: Key | undefined,
  action: string,
  changes: FieldChange[],
): Action[] {
  const { definition, record, key } = parent;
  const subject = {
    orgId: context.orgId,
    type: 'note',
    id: note.id,
    key,
    version: note.version,
    before: note,
    ownerId: record.ownerId as string | undefined,
    about: { type: definition.type.name, id: record.id },
  };
  const change = changeAction(context, subject, action, changes);
  return [...putActions(keyOfNote(key, note), note, from, change), change];
}

function putActions(to: Key, note: Note, from: Key | undefined, change: ChangeAction): Action[] {
  const { version, deletedAt } = note;
  const isUnchanged = ifVersion(version - 1);
  const refuse = () => new ProblemError('precondition_failed');
  const moves = from !== undefined && (from.pk !== to.pk || from.sk !== to.sk);
  const expiresAt = deletedAt && trashEndSeconds(deletedAt);
  const data = JSON.stringify(note);
  const Item = {
    ...to,
    kind: 'note',
    ...nextItemState(note, 1, change),
    version,
    data,
    deletedAt,
    expiresAt,
  };
  return [
    ...(moves ? [{ remove: { Key: { ...from }, ...isUnchanged }, refuse }] : []),
    { put: { Item, ...(from && !moves ? isUnchanged : ifAbsent) }, refuse },
  ];
}

/** A stored note with its key. */
export interface FoundNote {
  note: Note;
  key: Key;
}

export interface StoredNote extends Key {
  data: string;
  schema: number;
  digest?: string;
}

export const noteFrom = (item: StoredNote): Note => withItemState(JSON.parse(item.data) as Note, item);

/** Finds a note by id, pinned or not, deleted or not, or an answer. */
export async function findNote(
  session: Session,
  { definition, key }: Pick<NoteParent, 'definition' | 'key'>,
  id: string,
): Promise<FoundNote | undefined> {
  const item = await findNoteItem<StoredNote>(session, { definition, key }, id);
  return item && { note: noteFrom(item), key: { pk: item.pk, sk: item.sk } };
}

/** The item of a note, pinned or not, deleted or not, or of an answer. */
export const findNoteItem = async <T extends Key>(
  session: Session,
  { definition, key }: Pick<NoteParent, 'definition' | 'key'>,
  id: string,
): Promise<T | undefined> =>
  (await getItem<T>(session, noteKey(key, id))) ??
  (await getItem<T>(session, pinnedNoteKey(key, id))) ??
  (definition.type.hasAnswers ? getItem<T>(session, answerKey(key, id)) : undefined);
