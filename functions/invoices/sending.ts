import type { NewDocumentLink } from '#contract/document-sending.ts';
import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { invoices } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { createDocumentLink, sending } from '#data/billing/send-document.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';

type Operations = typeof invoices.operations;

/** Sends an invoice or a credit note to its customer. */
export async function send(context: Context, { id, body }: InputOf<Operations['send']>): Promise<Invoice> {
  const before = await sendable(context, id);
  const { patch, actions } = await sending(context, 'invoice', before, body);
  const written = change(invoiceRecords, context, before, patch, 'sent');
  await transact(context, [...actionsOf(invoiceRecords, context, [written]), ...actions]);
  return written.record as unknown as Invoice;
}

export async function createLink(
  context: Context,
  { id }: InputOf<Operations['createLink']>,
): Promise<NewDocumentLink> {
  return createDocumentLink(context, 'invoice', await sendable(context, id));
}

export async function revokeLinks(
  context: Context,
  { id }: InputOf<Operations['revokeLinks']>,
): Promise<Invoice> {
  const before = await sendable(context, id);
  const written = change(invoiceRecords, context, before, { linksRevokedAt: context.now }, 'linksRevoked');
  await transact(context, actionsOf(invoiceRecords, context, [written]));
  return written.record as unknown as Invoice;
}

/** Loads an invoice or a credit note that was issued and isn't void. */
async function sendable(context: Context, id: string): Promise<Invoice> {
  const record = await loadForWrite(invoiceRecords, context, id, (found) => {
    const { issuedAt, voidedAt } = found as unknown as Invoice;
    if (issuedAt === undefined || voidedAt !== undefined)
      throw new ProblemError('conflict', 'invoice_other_state');
  });
  return record as unknown as Invoice;
}
