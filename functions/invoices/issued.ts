import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceKind, invoiceRecords } from '#data/records/invoice.ts';
import { loadForWrite } from '#data/records/operations.ts';

/** Loads an invoice, not a credit note, that was issued and isn't void. */
export async function issuedInvoice(context: Context, id: string): Promise<Invoice> {
  const record = await loadForWrite(invoiceRecords, context, id, (found) => {
    const { kindId, issuedAt, voidedAt } = found as unknown as Invoice;
    if (kindId !== invoiceKind || issuedAt === undefined || voidedAt !== undefined)
      throw new ProblemError('conflict', 'invoice_other_state');
  });
  return record as unknown as Invoice;
}
