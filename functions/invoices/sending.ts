import type { DocumentEmail, NewDocumentLink } from '#contract/document-sending.ts';
import type { InputOf } from '#contract/operation.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { createDocumentLink, previewEmail, sending } from '#data/billing/send-document.ts';
import type { Context } from '#data/organization/context.ts';
import { invoices, issuedDocument } from './invoices.ts';

type Operations = typeof contract.operations;

export async function email(
  context: Context,
  { id, language }: InputOf<Operations['email']>,
): Promise<DocumentEmail> {
  return previewEmail(
    context,
    { type: 'invoice', record: await invoices(context).readIn(issuedDocument, id) },
    language,
  );
}

/** Sends an invoice or a credit note to its customer. */
export async function send(context: Context, { id, body }: InputOf<Operations['send']>): Promise<Invoice> {
  const before = await invoices(context).loadIn(issuedDocument, id);
  const { patch, actions } = await sending(context, 'invoice', before, body);
  return invoices(context).write(before, patch, 'sent', actions);
}

export async function createLink(
  context: Context,
  { id }: InputOf<Operations['createLink']>,
): Promise<NewDocumentLink> {
  return createDocumentLink(context, 'invoice', await invoices(context).readIn(issuedDocument, id));
}

export async function revokeLinks(
  context: Context,
  { id }: InputOf<Operations['revokeLinks']>,
): Promise<Invoice> {
  const before = await invoices(context).loadIn(issuedDocument, id);
  return invoices(context).write(before, { linksRevokedAt: context.now }, 'linksRevoked');
}
