import * as z from 'zod/mini';
import { line } from '../field.ts';
import { mergeOperation } from '../merge.ts';
import { note, noteBody } from '../note.ts';
import { operation } from '../operation.ts';
import { pageQuery } from '../page.ts';
import { recordResource } from '../record-operations.ts';
import { issue } from './issue.ts';

const one = '/v1/orgs/{orgId}/issues/{id}';

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
      'The customer can read the answer, which can’t be changed. The first one ends the time until the first answer. Without `statusId`, the status stays.',
    body: z.strictObject({ body: noteBody, statusId: z.optional(line(40)) }),
    output: z.object({ answer: note, issue: issue.record }),
    status: 201,
  }),
});
