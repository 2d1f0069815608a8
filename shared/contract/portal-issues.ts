import * as z from 'zod/mini';
import { answerFile, newAttachment, upload } from './attachment.ts';
import { id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation } from './operation.ts';
import { answerFileIds } from './records/issue-operations.ts';
import { portalPage, portalPageQuery, portalQuery } from './portal-page.ts';

const many = '/v1/orgs/{orgId}/portal/issues';
const one = `${many}/{id}` as const;

/** An issue as clients see it. */
export const portalIssue = z.object({
  id,
  code: z.string(),
  subject: z.string(),
  statusId: z.string(),
  createdAt: timestamp,
  /** When the team or the customer has answered last. */
  lastAnswerAt: z.optional(timestamp),
  resolvedAt: z.optional(timestamp),
});
export type PortalIssue = z.infer<typeof portalIssue>;

export const portalAnswer = z.object({
  id,
  body: z.string(),
  /** Whether it’s from the customer. All others are from the team. */
  isOwn: z.boolean(),
  /** Left out if the author isn’t known any more. */
  author: z.optional(z.string()),
  files: z.array(answerFile),
  createdAt: timestamp,
});
export type PortalAnswer = z.infer<typeof portalAnswer>;

const portalIssueDetail = z.extend(portalIssue, {
  description: z.optional(z.string()),
  /** The name of the contact who opened it or for whom it was opened. */
  contact: z.optional(z.string()),
  /** Until when the client can answer, which opens a resolved issue again. Left out while it is open. */
  answerableUntil: z.optional(timestamp),
  canAnswer: z.boolean(),
  canResolve: z.boolean(),
  /** Whether the client is asked how satisfied they are. */
  canRate: z.boolean(),
  /** What the client said. */
  satisfied: z.optional(z.boolean()),
});
export type PortalIssueDetail = z.infer<typeof portalIssueDetail>;

/** What clients do with their issues. */
export const portalIssueOperations = {
  issues: operation({
    method: 'GET',
    path: many,
    access: 'portal:read',
    summary: 'List the customer’s issues, newest first.',
    query: z.strictObject({ ...portalPageQuery, open: z.optional(z.literal('true')) }),
    output: portalPage(portalIssue),
  }),
  issue: operation({
    method: 'GET',
    path: one,
    access: 'portal:read',
    summary: 'Get an issue of the customer.',
    query: z.strictObject(portalQuery),
    output: portalIssueDetail,
  }),
  createIssue: operation({
    method: 'POST',
    path: many,
    access: 'portal:update',
    summary: 'Open an issue.',
    body: z.strictObject({
      subject: line(limits.issueSubjectCharacters),
      description: z.optional(lines(limits.noteCharacters)),
    }),
    output: portalIssueDetail,
    status: 201,
  }),
  answers: operation({
    method: 'GET',
    path: `${one}/answers`,
    access: 'portal:read',
    summary: 'List the answers of an issue, newest first.',
    query: z.strictObject(portalPageQuery),
    output: z.object({ items: z.array(portalAnswer), nextCursor: z.optional(z.string()) }),
  }),
  answer: operation({
    method: 'POST',
    path: `${one}/answers`,
    access: 'portal:update',
    summary: 'Answer the team.',
    description: `An issue that was resolved is opened again. After ${limits.reopenDays} days, that isn’t possible any more.`,
    body: z.strictObject({
      /** Can be left out if there are files. */
      body: z.optional(lines(limits.noteCharacters)),
      /** Finished uploads for this answer. */
      fileIds: z.optional(answerFileIds),
    }),
    output: portalAnswer,
    status: 201,
  }),
  startFile: operation({
    method: 'POST',
    path: `${one}/files`,
    access: 'portal:update',
    summary: 'Start to upload a file for an answer, and get the upload URL.',
    description:
      'Upload the bytes, call `finishFile`, and name the file in an answer. A day later, other files are discarded.',
    body: newAttachment,
    output: z.object({ id, upload }),
    status: 201,
  }),
  finishFile: operation({
    method: 'POST',
    path: `${one}/files/{fileId}/finish`,
    access: 'portal:update',
    summary: 'Finish the upload of a file for an answer.',
    output: answerFile,
  }),
  file: operation({
    method: 'GET',
    path: `${one}/files/{fileId}`,
    access: 'portal:read',
    summary: 'Get a download URL of a file in an answer, which is valid for five minutes.',
    query: z.strictObject(portalQuery),
    output: z.object({ url: z.string(), expiresAt: timestamp }),
  }),
  resolve: operation({
    method: 'POST',
    path: `${one}/resolve`,
    access: 'portal:update',
    summary: 'Say that an issue is resolved.',
    output: portalIssueDetail,
  }),
  rate: operation({
    method: 'POST',
    path: `${one}/rating`,
    access: 'portal:update',
    summary:
      'Say how satisfied the customer is with the team’s work on a resolved issue. This can be done once each time it is resolved.',
    body: z.strictObject({
      satisfied: z.boolean(),
      comment: z.optional(lines(limits.satisfactionCharacters)),
    }),
    output: portalIssueDetail,
  }),
};
