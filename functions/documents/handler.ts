import { documents } from '#contract/document-pdf.ts';
import type { FileOutput } from '#contract/file-output.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { loadStored } from '#data/records/read.ts';
import { billingKey } from '#data/store/keys.ts';
import { serve } from '#http/serve.ts';

type Operations = typeof documents.operations;

/** Loading it takes long, and requests that are refused don't need it. */
const printing = () => import('#data/billing/pdf/document-pdf.ts');

async function printInvoice(
  context: Context,
  { id, language }: InputOf<Operations['invoicePdf']>,
): Promise<FileOutput> {
  const invoice = await loadStored(invoiceRecords, context, id, context.scope);
  const { invoicePdf } = await printing();
  return invoicePdf(context, invoice, language);
}

async function printQuote(
  context: Context,
  { id, language }: InputOf<Operations['quotePdf']>,
): Promise<FileOutput> {
  const quote = await loadStored(quoteRecords, context, id, context.scope);
  const { quotePdf } = await printing();
  return quotePdf(context, quote, language);
}

export const handler = serve(
  documents,
  { invoicePdf: printInvoice, quotePdf: printQuote },
  (verb, orgId, params) => [
    ...recordPrefetch(verb === 'quotePdf' ? quoteRecords : invoiceRecords)(verb, orgId, params),
    billingKey(orgId),
  ],
);
