import * as z from 'zod/mini';
import { line } from './field.ts';
import { fileOutput } from './file-output.ts';
import { languages } from './language.ts';
import { operation, resource } from './operation.ts';

const path = '/v1/documents';

/**
 * The secret of a link. Texts that can’t be one are answered like links that don’t work. Parameters that other sites add to
 * links are ignored.
 */
const query = z.object({
  key: z.optional(z.string()),
  language: z.optional(z.enum(languages)),
  /** Set when a payment provider leads the customer back. */
  payment: z.optional(z.literal('done')),
});

/** The name of who answers a quote. */
export const answeringName = line(120);

const answers = ['accept', 'decline'] as const;

/** What customers can do without signing in: view an invoice or a quote that was sent to them, and answer a quote. */
export const publicDocuments = resource('public-documents', path, {
  page: operation({
    method: 'GET',
    path,
    access: 'public',
    summary: 'Get an invoice, a credit note or a quote as a page that needs no JavaScript.',
    description:
      'The secret is part of the query, which is never logged. Links that were revoked or have expired are answered like unknown ones.',
    query,
    output: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
  pdf: operation({
    method: 'GET',
    path: `${path}/pdf`,
    access: 'public',
    summary: 'Get an invoice, a credit note or a quote as PDF.',
    query,
    output: fileOutput,
    contentType: 'application/pdf',
  }),
  answer: operation({
    method: 'POST',
    path,
    access: 'public',
    summary: 'Accept or decline a quote.',
    description:
      'A quote can be answered once, and until its last day. `seen` is a value of the page’s form; it tells which contents were seen, so that nobody accepts others. HTML forms can send `application/x-www-form-urlencoded` and are redirected to the page.',
    query,
    body: z.strictObject({
      answer: z.enum(answers),
      /** The name of who answers. Visitors who leave it empty get the page again. */
      by: z.string().check(z.maxLength(120)),
      /** Why the quote is declined. */
      reason: z.optional(line(300, 0)),
      seen: line(60),
    }),
    output: z.object({ answer: z.enum(answers), by: z.string() }),
    takesForms: true,
  }),
  checkout: operation({
    method: 'POST',
    path: `${path}/checkout`,
    access: 'public',
    summary: 'Begin to pay an invoice online.',
    description: 'Returns the address of a page of the payment provider. Browsers are redirected to it.',
    query,
    output: z.object({ url: z.string() }),
    takesForms: true,
  }),
});
