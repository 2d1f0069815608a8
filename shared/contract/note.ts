import * as z from 'zod/mini';
import { answerFile } from './attachment.ts';
import { id, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';
import { readOnlyText, withReadOnly } from './read-only.ts';

/** A note on a record, in Markdown. */
export const note = z.object({
  id,
  version: z.int(),
  body: z.string(),
  pinned: z.boolean(),
  /** Set on answers to customers, which have an operation of their own. Other notes are for the team only. */
  isAnswer: z.optional(z.literal(true)),
  /** Set on answers by a customer: the contact who wrote it. */
  contactId: z.optional(id),
  /** Set on answers by the visitor who opened the issue through a form, if that is no contact. */
  isByVisitor: z.optional(z.literal(true)),
  /** The files of an answer. Those of other notes are files of their records. */
  files: z.optional(z.array(answerFile).check(z.minLength(1), z.maxLength(limits.filesPerAnswer))),
  authorId: id,
  createdAt: timestamp,
  /** Set once the text has been changed. */
  editedAt: z.optional(timestamp),
  /** Set only in the response to the delete request. Lists don't contain deleted notes. */
  deletedAt: z.optional(timestamp),
});
export type Note = z.infer<typeof note>;

export const noteBody = lines(limits.noteCharacters);
/** What an update of a note can change. */
export const noteChanges = z.strictObject({ body: z.optional(noteBody), pinned: z.optional(z.boolean()) });
const many = '/v1/orgs/{orgId}/notes/{recordType}/{recordId}';
const one = '/v1/orgs/{orgId}/notes/{recordType}/{recordId}/{noteId}';

/** Notes of records of any type. Anyone who can read the record can read and add notes. */
export const notes = resource('notes', '/v1/orgs/{orgId}/notes', {
  list: operation({
    method: 'GET',
    path: many,
    access: 'note:read',
    summary: 'List the notes of a record, newest first. Pinned notes come first on the first page.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(note), nextCursor: z.optional(z.string()) }),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'note:create',
    summary: 'Create a note on a record.',
    body: z.strictObject({ body: noteBody, pinned: z.optional(z.boolean()) }),
    output: note,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'note:update',
    summary: 'Update one of your own notes, or pin a note.',
    description: readOnlyText,
    body: withReadOnly(noteChanges, note),
    output: note,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'note:delete',
    summary: 'Delete a note. It can be restored while its record exists.',
    output: note,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'note:delete',
    summary: 'Restore a deleted note.',
    output: note,
  }),
});
