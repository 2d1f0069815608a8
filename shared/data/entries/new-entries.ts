import type { newActivity as activityInput } from '#contract/logged-activity.ts';
import type { Note } from '#contract/note.ts';
import type { output as Output } from 'zod/mini';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import type { Action } from '../store/transact.ts';
import { activityActions, type StoredActivity } from './activity.ts';
import { noteActions, type NoteParent } from './note.ts';

/** A new note by the caller, with the actions that write it. */
export function newNote(
  context: Context,
  parent: NoteParent,
  id: string,
  { body, pinned, createdAt = context.now }: Pick<Note, 'body' | 'pinned'> & Partial<Pick<Note, 'createdAt'>>,
): { note: Note; actions: Action[] } {
  const note: Note = { id, version: 1, body, pinned, authorId: context.actor.userId, createdAt };
  return { note, actions: noteActions(context, parent, note, undefined, 'created', []) };
}

/** A new answer by the caller to a customer, or by one, with the actions that write it. */
export function newAnswer(
  context: Context,
  parent: NoteParent,
  id: string,
  { body, contactId, isByVisitor, files }: Pick<Note, 'body' | 'contactId' | 'isByVisitor' | 'files'>,
): { note: Note; actions: Action[] } {
  const head = {
    id,
    version: 1,
    body,
    pinned: false,
    isAnswer: true,
    ...(contactId === undefined ? {} : { contactId }),
    ...(isByVisitor ? { isByVisitor } : {}),
    ...(files?.length ? { files } : {}),
  } as const;
  const note: Note = { ...head, authorId: context.actor.userId, createdAt: context.now };
  return { note, actions: noteActions(context, parent, note, undefined, 'created', []) };
}

/** A new activity of the caller, whose name is `userName`, with the actions that write it. */
export function newActivity(
  context: Context,
  parent: Parent,
  id: string,
  {
    kind,
    kindId,
    outcomeId,
    title,
    notes,
    durationMinutes,
    date = context.now,
    userName,
  }: Output<typeof activityInput> & { userName: string },
): { activity: StoredActivity; actions: Action[] } {
  const { definition, record } = parent;
  const activity: StoredActivity = {
    id,
    version: 1,
    recordType: definition.type.name,
    recordId: record.id,
    kind,
    ...(kindId === undefined ? {} : { kindId }),
    ...(outcomeId === undefined ? {} : { outcomeId }),
    title,
    ...(notes === undefined ? {} : { notes }),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    date,
    userId: context.actor.userId,
    userName,
    createdAt: context.now,
  };
  return { activity, actions: activityActions(context, parent, undefined, activity, 'created', []) };
}
