import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { fileNameForm, fileTypeNames } from './file-type.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';
import { readOnlyText, withReadOnly } from './read-only.ts';

/** A file of a record. Its content is served by object storage, never from the site's own origin. */
export const attachment = z.object({
  id,
  version: z.int(),
  name: z.string(),
  type: z.enum(fileTypeNames),
  sizeBytes: z.int(),
  authorId: id,
  createdAt: timestamp,
  /** Set only in the response to the delete request. Lists don't contain deleted files. */
  deletedAt: z.optional(timestamp),
  /** For images in lists: a presigned URL of the image, valid for at least an hour. */
  previewUrl: z.optional(z.string()),
});
export type Attachment = z.infer<typeof attachment>;

/** A file of an answer to a customer. */
export const answerFile = z.pick(attachment, { id: true, name: true, type: true, sizeBytes: true });

/** Where to upload the file: one PUT request with exactly these headers and the declared length. */
export const upload = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: timestamp,
});
export type Upload = z.infer<typeof upload>;

const name = line(limits.attachmentNameCharacters).check(z.regex(fileNameForm, { error: 'fileName' }));
/** What an update of a file can change. */
export const attachmentChanges = z.strictObject({ name });
export const newAttachment = z.strictObject({
  name,
  type: z.enum(fileTypeNames),
  sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.attachmentBytes)),
  /** The file's SHA-256 hash in Base64. If it is set, S3 rejects any other content. */
  sha256: z.optional(z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, { error: 'checksum' }))),
});
const many = '/v1/orgs/{orgId}/attachments/{recordType}/{recordId}';
const one = `${many}/{attachmentId}` as const;

/**
 * Files of records of any type. Anyone who can read the record can read its files, and anyone who can update it can add
 * files.
 */
export const attachments = resource('attachments', '/v1/orgs/{orgId}/attachments', {
  usage: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/attachments',
    access: 'usage:read',
    summary:
      'Get the storage used by the organization’s files, including files in the trash and unfinished uploads.',
    output: z.object({ usedBytes: z.int(), limitBytes: z.int() }),
  }),
  list: operation({
    method: 'GET',
    path: many,
    access: 'attachment:read',
    summary: 'List the files of a record, newest first.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(attachment), nextCursor: z.optional(z.string()) }),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'attachment:create',
    summary: 'Start a file upload and get the upload URL.',
    description:
      'Storage is reserved immediately. Upload the bytes with one PUT request to `upload.url` with `upload.headers`, then call `finish`. Uploads that aren’t finished within a day are discarded. Requires permission to update the record.',
    body: newAttachment,
    output: z.object({ attachment, upload }),
    status: 201,
  }),
  finish: operation({
    method: 'POST',
    path: `${one}/finish`,
    access: 'attachment:create',
    summary: 'Finish a file upload. The uploaded content must match the declared size and type.',
    description:
      'Only whoever started the upload can finish it. Requires permission to update the record, as starting it does.',
    output: attachment,
  }),
  download: operation({
    method: 'GET',
    path: `${one}/download`,
    access: 'attachment:read',
    summary: 'Get a download URL that is valid for five minutes.',
    query: z.strictObject({ disposition: z.optional(z.enum(['attachment', 'inline'])) }),
    description: '`inline` is available for images only. All other files are always downloaded.',
    output: z.object({ url: z.string(), expiresAt: timestamp }),
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'attachment:update',
    summary: 'Rename one of your own files. The extension must still match the file type.',
    description: readOnlyText,
    body: withReadOnly(attachmentChanges, attachment),
    output: attachment,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'attachment:delete',
    summary:
      'Delete a file. It can be restored while it’s in the trash; an unfinished upload is discarded immediately.',
    output: attachment,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'attachment:delete',
    summary: 'Restore a deleted file.',
    output: attachment,
  }),
});
