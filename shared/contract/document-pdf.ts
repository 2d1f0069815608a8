import * as z from 'zod/mini';
import { languages } from './language.ts';
import { operation, type Resource } from './operation.ts';
import { fileOutput } from './file-output.ts';

const invoicePath = '/v1/orgs/{orgId}/invoices/{id}/pdf';
const quotePath = '/v1/orgs/{orgId}/quotes/{id}/pdf';

const query = z.strictObject({ language: z.optional(z.enum(languages)) });

const languageText =
  'Without `language`, the document is in the language of the customer’s country, or of the organization’s: Spanish or English.';
const lettersText =
  'Letters other than Latin, Greek and Cyrillic ones are printed as empty boxes. The logo is printed if it is a PNG or JPEG.';

const operations = {
  invoicePdf: operation({
    method: 'GET',
    path: invoicePath,
    access: 'invoice:read',
    summary: 'Get an invoice or a credit note as PDF.',
    description: `Drafts and void invoices say so on every page. The same invoice, settings and language return the same bytes. ${languageText} ${lettersText}`,
    query,
    output: fileOutput,
    contentType: 'application/pdf',
  }),
  quotePdf: operation({
    method: 'GET',
    path: quotePath,
    access: 'quote:read',
    summary: 'Get a quote as PDF.',
    description: `Drafts say so on every page. The same quote, customer, settings and language return the same bytes. ${languageText} ${lettersText}`,
    query,
    output: fileOutput,
    contentType: 'application/pdf',
  }),
};

/** Documents as customers receive them. */
export const documents: Resource<typeof operations> = {
  name: 'documents',
  routes: [invoicePath, quotePath],
  operations,
};
