import type { Language } from '#contract/language.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '../../organization/context.ts';
import { invoiceRecords } from '../../records/invoice.ts';
import { readFinal } from '../../records/read.ts';
import { isGone } from '../../records/stored.ts';
import { printedBuyer } from '../document-customer.ts';
import { readBilling } from '../settings.ts';
import { printedLogo } from './logo.ts';
import type { PrintedDocument } from './printed.ts';
import { printedInvoice, printedQuote } from './printed-records.ts';

/** An invoice or a credit note as its customer sees it, with all that it follows from. */
export async function invoiceToPrint(
  context: Context,
  invoice: Invoice,
  language?: Language,
): Promise<PrintedDocument> {
  const { customerId, creditedId, parties } = invoice;
  const [around, credited] = await Promise.all([
    surroundings(context, parties ? undefined : customerId),
    // A credit note names its invoice, whoever may see that.
    findInvoice(context, creditedId),
  ]);
  return printedInvoice(invoice, { ...around, credited, language });
}

/** A quote as its customer sees it. */
export async function quoteToPrint(
  context: Context,
  quote: Quote,
  language?: Language,
): Promise<PrintedDocument> {
  const around = await surroundings(context, quote.parties ? undefined : quote.customerId);
  return printedQuote(quote, { ...around, language });
}

/** What is printed besides a record. A customer is printed as it is now unless the record has its own copy. */
async function surroundings(context: Context, customerId: string | undefined) {
  const [billing, logo, buyer] = await Promise.all([
    readBilling(context),
    printedLogo(context.settings),
    printedBuyer(context, { customerId }),
  ]);
  return { settings: context.settings, billing, logo, buyer };
}

/** Documents show no tags, and the functions that print them can't read which ones exist. */
async function findInvoice(context: Context, id: string | undefined): Promise<Invoice | undefined> {
  if (id === undefined) return undefined;
  const [invoice] = await readFinal(context, [{ definition: invoiceRecords, id }]);
  return invoice && !isGone(invoice, context.now) ? invoice : undefined;
}
