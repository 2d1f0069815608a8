import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { languages } from './language.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';

const path = '/v1/issues';

/** As the query of links to documents: the secret, and nothing is refused that other sites add. */
const query = z.object({
  key: z.optional(z.string()),
  language: z.optional(z.enum(languages)),
});

/** What the recipient of an e-mail about an issue does without signing in: read what was written, and answer. */
export const publicIssues = resource('public-issues', path, {
  page: operation({
    method: 'GET',
    path,
    access: 'public',
    summary: 'Get an issue with its answers as a page that needs no JavaScript.',
    description:
      'The secret is part of the query, which is never logged. Links that were revoked or have expired, or whose issue is answered to somebody else meanwhile, are answered like unknown ones.',
    query,
    output: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
  answer: operation({
    method: 'POST',
    path,
    access: 'public',
    summary: 'Answer the team.',
    description: `An issue that waited for the customer, or was resolved at most ${limits.reopenDays} days ago, is opened again. \`once\` is any value; an answer with the same text and value is written once. HTML forms can send \`application/x-www-form-urlencoded\` and are redirected to the page.`,
    query,
    body: z.strictObject({
      /** Visitors who leave it empty get the page again. */
      body: z.string().check(z.maxLength(limits.noteCharacters)),
      once: line(60),
    }),
    output: z.object({ id, createdAt: timestamp }),
    takesForms: true,
  }),
  file: operation({
    method: 'GET',
    path: `${path}/files/{fileId}`,
    access: 'public',
    summary:
      'Get a download URL of a file in an answer, which is valid for five minutes. Browsers are redirected to it.',
    query,
    output: z.object({ url: z.string(), expiresAt: timestamp }),
  }),
});
