import type { DocumentEmail, NewDocumentLink } from '#contract/document-sending.ts';
import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { invoices } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { createDocumentLink, previewEmail, sending } from '#data/billing/send-document.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { loadRecord } from '#data/records/read.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof invoices.operations;

export async function email(
  context: Context,
  { id, language }: InputOf<Operations['email']>,
): Promise<DocumentEmail> {
  return previewEmail(context, { type: 'invoice', record: await sendable(context, id) }, language);
}

/** Sends an invoice or a credit note to its customer. */
export async function send(context: Context, { id, body }: InputOf<Operations['send']>): Promise<Invoice> {
  const before = await sendable(context, id);
  checkVersion(context, before);
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
  checkVersion(context, before);
  const written = change(invoiceRecords, context, before, { linksRevokedAt: context.now }, 'linksRevoked');
  await transact(context, actionsOf(invoiceRecords, context, [written]));
  return written.record as unknown as Invoice;
}

/** Loads an invoice or a credit note that was issued and isn't void, in any version. */
async function sendable(context: Context, id: string): Promise<Invoice> {
  const record = await loadRecord(invoiceRecords, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  const { issuedAt, voidedAt } = record as unknown as Invoice;
  if (issuedAt === undefined || voidedAt !== undefined)
    throw new ProblemError('conflict', 'invoice_other_state');
  return record as unknown as Invoice;
}
