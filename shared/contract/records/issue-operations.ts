import * as z from 'zod/mini';
import { attachment, newAttachment, upload } from '../attachment.ts';
import { id, line, timestamp } from '../field.ts';
import { limits } from '../limits.ts';
import { mergeOperation } from '../merge.ts';
import { note, noteBody } from '../note.ts';
import { operation } from '../operation.ts';
import { pageQuery } from '../page.ts';
import { recordResource } from '../record-operations.ts';
import { issue } from './issue.ts';

const one = '/v1/orgs/{orgId}/issues/{id}';
const files = '/v1/orgs/{orgId}/issues/{id}/answer-files';

/** Finished uploads of the caller for an answer. */
export const answerFileIds = z.array(id).check(
  z.maxLength(limits.filesPerAnswer),
  z.refine((ids) => new Set(ids).size === ids.length, { error: 'distinct' }),
);

export const issues = recordResource(issue, {
  merge: mergeOperation(issue),
  answers: operation({
    method: 'GET',
    path: `${one}/answers`,
    access: 'issue:read',
    summary: 'List the answers of an issue, newest first: all that the customer can read.',
    description: 'Notes of the issue are for the team only.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(note), nextCursor: z.optional(z.string()) }),
  }),
  answer: operation({
    method: 'POST',
    path: `${one}/answers`,
    access: 'issue:update',
    summary: 'Answer the customer, and set the status that the issue then has.',
    description:
      'The customer can read the answer, which can’t be changed. The first one ends the time until the first answer. Without `statusId`, the status stays. It is sent to the contact’s e-mail address or, without one, to the one entered in the web form. If nobody can receive it, it is refused with 409 (`conflict`).',
    body: z.strictObject({
      body: noteBody,
      fileIds: z.optional(answerFileIds),
      statusId: z.optional(line(40)),
    }),
    output: z.object({ answer: note, issue: issue.record }),
    status: 201,
  }),
  startFile: operation({
    method: 'POST',
    path: files,
    access: 'issue:update',
    summary: 'Start the upload of a file for an answer and get the upload URL.',
    description:
      'Works like uploads of attachments. Send the ID of the finished file in `fileIds` of an answer. Files whose answers aren’t sent within a day are discarded.',
    body: newAttachment,
    output: z.object({ attachment, upload }),
    status: 201,
  }),
  finishFile: operation({
    method: 'POST',
    path: `${files}/{fileId}/finish`,
    access: 'issue:update',
    summary:
      'Finish the upload of a file for an answer. The uploaded content must match the declared size and type.',
    output: attachment,
  }),
  revokeLinks: operation({
    method: 'POST',
    path: '/v1/orgs/{orgId}/issues/{id}/revoke-links',
    access: 'issue:update',
    summary: 'Revoke all links with which the issue can be read and answered without an account.',
    description: 'Later e-mails about answers have new links.',
    output: issue.record,
    ifMatch: true,
  }),
  downloadFile: operation({
    method: 'GET',
    path: `${files}/{fileId}/download`,
    access: 'issue:read',
    summary: 'Get a download URL of a file of an answer that is valid for five minutes.',
    output: z.object({ url: z.string(), expiresAt: timestamp }),
  }),
});
