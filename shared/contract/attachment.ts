import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { fileTypeNames } from './file-type.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

/** A file that lies with a record. Its bytes are in object storage, never behind the site's own address. */
export const attachment = z.object({
  id,
  version: z.int(),
  name: z.string(),
  type: z.enum(fileTypeNames),
  sizeBytes: z.int(),
  authorId: id,
  createdAt: timestamp,
  /** Set in the answer to its deletion; deleted files are not shown elsewhere. */
  deletedAt: z.optional(timestamp),
  /** In lists, of pictures: where it can be shown from for an hour. */
  previewUrl: z.optional(z.string()),
});
export type Attachment = z.infer<typeof attachment>;

/** Where the bytes go: one PUT with exactly these headers, beside the length that was announced. */
export const upload = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: timestamp,
});
export type Upload = z.infer<typeof upload>;

/** No path, and no marks that let one ending look like another. */
const name = line(limits.attachmentNameCharacters).check(
  z.regex(/^[^/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u),
);
const many = '/v1/orgs/{orgId}/attachments/{recordType}/{recordId}';
const one = `${many}/{attachmentId}` as const;

/** Files of a record of any type: who may read the record reads them, who may change it adds some. */
export const attachments = resource('attachments', '/v1/orgs/{orgId}/attachments', {
  usage: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/attachments',
    access: 'attachment:read',
    summary: 'Room that the organization’s files take, those in the trash and those under way included.',
    output: z.object({ usedBytes: z.int(), limitBytes: z.int() }),
  }),
  list: operation({
    method: 'GET',
    path: many,
    access: 'attachment:read',
    summary: 'Files of a record, newest first.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(attachment), nextCursor: z.optional(z.string()) }),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'attachment:create',
    summary: 'Announce a file, and learn where to upload it.',
    description:
      'Room is taken at once. Send the bytes with one PUT to `upload.url`, with `upload.headers`, then call `finish`. What is not finished within a day is forgotten. Needs the right to change the record.',
    body: z.strictObject({
      name,
      type: z.enum(fileTypeNames),
      sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.attachmentBytes)),
      /** Base64 of the SHA-256 of the bytes: storage then refuses any others. */
      sha256: z.optional(z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/))),
    }),
    output: z.object({ attachment, upload }),
    status: 201,
    idempotent: true,
  }),
  finish: operation({
    method: 'POST',
    path: `${one}/finish`,
    access: 'attachment:create',
    summary: 'Add the uploaded file to its record, once size and content are as announced.',
    output: attachment,
  }),
  download: operation({
    method: 'GET',
    path: `${one}/download`,
    access: 'attachment:read',
    summary: 'An address to fetch the file from, for five minutes.',
    query: z.strictObject({ disposition: z.optional(z.enum(['attachment', 'inline'])) }),
    description: '`inline` is for pictures only; everything else is always saved and never shown in place.',
    output: z.object({ url: z.string(), expiresAt: timestamp }),
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'attachment:update',
    summary: 'Rename a file of your own; its ending must still fit its type.',
    body: z.strictObject({ name }),
    output: attachment,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'attachment:delete',
    summary:
      'Delete a file; restore brings it back for the days of the trash. What is not finished is gone at once.',
    output: attachment,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'attachment:delete',
    summary: 'Bring a deleted file back.',
    output: attachment,
  }),
});
