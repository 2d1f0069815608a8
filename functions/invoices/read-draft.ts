import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { loadRecord } from '#data/records/read.ts';

/** Throws if an invoice was issued. */
export function checkDraft(found: object): void {
  if ((found as Invoice).issuedAt !== undefined) throw new ProblemError('conflict', 'invoice_other_state');
}

/** A draft that the caller can see, to tell what would come of it. Throws if it is in the trash or was issued. */
export async function readDraft(context: Context, id: string): Promise<Invoice> {
  const record = await loadRecord(invoiceRecords, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  checkDraft(record);
  return record as unknown as Invoice;
}
