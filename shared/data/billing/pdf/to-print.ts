import type { Language } from '#contract/language.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Scope } from '#contract/role.ts';
import type { Context } from '../../organization/context.ts';
import { customerRecords } from '../../records/customer.ts';
import type { AnyRecord, RecordDefinition } from '../../records/definition.ts';
import { invoiceRecords } from '../../records/invoice.ts';
import { MergedError } from '../../records/merged.ts';
import { loadStored, readScope } from '../../records/read.ts';
import { buyerOf } from '../parties.ts';
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
    found(invoiceRecords, context, creditedId, 'all'),
  ]);
  return printedInvoice(invoice, { ...around, credited: credited as unknown as Invoice, language });
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
  const [billing, logo, customer] = await Promise.all([
    readBilling(context),
    printedLogo(context.settings),
    found(customerRecords, context, customerId, readScope(customerRecords, context)),
  ]);
  const buyer = customer && buyerOf(customer as unknown as Customer);
  return { settings: context.settings, billing, logo, buyer };
}

/**
 * A record that a document names; undefined if there is none in the scope. Documents show no tags, and the functions
 * that print them can't read which ones exist.
 */
async function found(
  definition: RecordDefinition,
  context: Context,
  id: string | undefined,
  scope: Scope | undefined,
): Promise<AnyRecord | undefined> {
  if (id === undefined) return undefined;
  return loadStored(definition, context, id, scope).catch((error: unknown) => {
    if (error instanceof MergedError) return found(definition, context, error.intoId, scope);
    if (error instanceof ProblemError && error.code === 'not_found') return undefined;
    throw error;
  });
}
