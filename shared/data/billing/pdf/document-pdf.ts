import type { FileOutput } from '#contract/file-output.ts';
import type { Language } from '#contract/language.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '../../organization/context.ts';
import { documentDefinition } from './definition.ts';
import type { PrintedDocument } from './printed.ts';
import { invoiceToPrint, quoteToPrint } from './to-print.ts';
import { pdfBytes } from './render.ts';

/**
 * An invoice or a credit note as PDF. The same invoice, settings and language give the same bytes. The caller of this
 * function has checked that the invoice may be read. By default, the language follows from the customer's country.
 */
export const invoicePdf = async (
  context: Context,
  invoice: Invoice,
  language?: Language,
): Promise<FileOutput> => filed(await invoiceToPrint(context, invoice, language));

/** A quote as PDF, as `invoicePdf` does. It names the customer as it is now, if the context can read it. */
export const quotePdf = async (context: Context, quote: Quote, language?: Language): Promise<FileOutput> =>
  filed(await quoteToPrint(context, quote, language));

/** A document as a file. */
const filed = async (document: PrintedDocument): Promise<FileOutput> => ({
  name: `${document.number.replaceAll(/[\\/:*?"<>|]/g, '-')}.pdf`,
  bytes: await pdfBytes(documentDefinition(document)),
});
