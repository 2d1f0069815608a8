import type { FileOutput } from '#contract/file-output.ts';
import type { Language } from '#contract/language.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '../../organization/context.ts';
import { customerRecords } from '../../records/customer.ts';
import type { AnyRecord, RecordDefinition } from '../../records/definition.ts';
import { invoiceRecords } from '../../records/invoice.ts';
import { isVisible, readFinal, type Reach } from '../../records/read.ts';
import type { Session } from '../../store/units.ts';
import { buyerOf } from '../parties.ts';
import { readBilling } from '../settings.ts';
import { documentDefinition } from './definition.ts';
import { printedLogo } from './logo.ts';
import type { PrintedDocument } from './printed.ts';
import { printedInvoice, printedQuote } from './printed-records.ts';
import { pdfBytes } from './render.ts';

type Inside = Session & Pick<Context, 'orgId' | 'settings'>;

interface Reader {
  /** The customers that the reader may see. Drafts and quotes don't name others. */
  reach: Reach;
  /** That of the customer's country by default. */
  language?: Language | undefined;
}

/**
 * An invoice or a credit note as PDF, for a reader who may see it. The same invoice, settings and language give the same
 * bytes.
 */
export async function invoicePdf(context: Inside, invoice: Invoice, reader: Reader): Promise<FileOutput> {
  const { customerId, creditedId, parties } = invoice;
  const [around, credited] = await Promise.all([
    surroundings(context, parties ? undefined : customerId, reader),
    // A credit note names its invoice, whoever may see that.
    readNamed(context, invoiceRecords, creditedId),
  ]);
  return filed(printedInvoice(invoice, { ...around, credited: credited as unknown as Invoice | undefined }));
}

/** A quote as PDF, as `invoicePdf` does. It names the customer as it is now. */
export async function quotePdf(context: Inside, quote: Quote, reader: Reader): Promise<FileOutput> {
  return filed(printedQuote(quote, await surroundings(context, quote.customerId, reader)));
}

const filed = async (document: PrintedDocument): Promise<FileOutput> => ({
  name: `${document.number.replaceAll(/[\\/:*?"<>|]/g, '-')}.pdf`,
  bytes: await pdfBytes(documentDefinition(document)),
});

/** What is printed besides a record. A customer is read if the record has no copy of it. */
async function surroundings(context: Inside, customerId: string | undefined, { reach, language }: Reader) {
  const { settings } = context;
  const [billing, logo, customer] = await Promise.all([
    readBilling(context),
    printedLogo(settings),
    readNamed(context, customerRecords, customerId),
  ]);
  const isShown = customer && !customer.deletedAt && isVisible(customer, reach);
  const buyer = isShown ? buyerOf(customer as unknown as Customer) : undefined;
  return { settings, billing, logo, buyer, language };
}

/** A record that a document names, or the one into which it was merged; undefined if there is none. */
async function readNamed(
  context: Inside,
  definition: RecordDefinition,
  id: string | undefined,
): Promise<AnyRecord | undefined> {
  if (id === undefined) return undefined;
  const [record] = await readFinal(context, [{ definition, id }]);
  return record;
}
