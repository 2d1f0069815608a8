import * as z from 'zod/mini';
import { id, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

/** A remark on a record, in Markdown. */
export const note = z.object({
  id,
  version: z.int(),
  body: z.string(),
  pinned: z.boolean(),
  authorId: id,
  createdAt: timestamp,
  /** Set once the text was changed. */
  editedAt: z.optional(timestamp),
  /** Set in the answer to its deletion; deleted notes are not shown elsewhere. */
  deletedAt: z.optional(timestamp),
});
export type Note = z.infer<typeof note>;

const body = lines(limits.noteCharacters);
const many = '/v1/orgs/{orgId}/notes/{recordType}/{recordId}';
const one = '/v1/orgs/{orgId}/notes/{recordType}/{recordId}/{noteId}';

/** Notes of a record of any type; who may read the record may read and add them. */
export const notes = resource('notes', '/v1/orgs/{orgId}/notes', {
  list: operation({
    method: 'GET',
    path: many,
    access: 'note:read',
    summary: 'Notes of a record: pinned ones first on the first page, then newest first.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(note), nextCursor: z.optional(z.string()) }),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'note:create',
    summary: 'Add a note to a record.',
    body: z.strictObject({ body, pinned: z.optional(z.boolean()) }),
    output: note,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'note:update',
    summary: 'Change a note of your own, or pin it.',
    body: z.strictObject({ body: z.optional(body), pinned: z.optional(z.boolean()) }),
    output: note,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'note:delete',
    summary: 'Delete a note; restore brings it back while its record exists.',
    output: note,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'note:delete',
    summary: 'Bring a deleted note back.',
    output: note,
  }),
});
