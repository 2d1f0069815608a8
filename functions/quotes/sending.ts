import type { DocumentEmail, NewDocumentLink } from '#contract/document-sending.ts';
import type { InputOf } from '#contract/operation.ts';
import type { quotes } from '#contract/records/quote-operations.ts';
import type { Quote } from '#contract/records/quote.ts';
import { createDocumentLink, previewEmail, sending } from '#data/billing/send-document.ts';
import type { Context } from '#data/organization/context.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { anyVersionIn, firstSent, quoteIn, write } from './states.ts';

type Operations = typeof quotes.operations;

export async function email(
  context: Context,
  { id, language }: InputOf<Operations['email']>,
): Promise<DocumentEmail> {
  const record = await anyVersionIn(context, id, ['draft', 'sent', 'accepted']);
  return previewEmail(context, { type: 'quote', record }, language);
}

/** Sends a quote to its customer. A draft becomes one that can't be changed any more. */
export async function send(context: Context, { id, body }: InputOf<Operations['send']>): Promise<Quote> {
  const before = await quoteIn(context, id, ['draft', 'sent', 'accepted']);
  const first = await firstSent(context, before);
  const { patch, actions } = await sending(context, 'quote', before, body);
  const written = change(quoteRecords, context, before, { ...first, ...patch }, 'sent');
  await transact(context, [...actionsOf(quoteRecords, context, [written]), ...actions]);
  return written.record as unknown as Quote;
}

export async function createLink(
  context: Context,
  { id }: InputOf<Operations['createLink']>,
): Promise<NewDocumentLink> {
  const quote = await anyVersionIn(context, id, ['sent', 'accepted', 'declined', 'expired']);
  return createDocumentLink(context, 'quote', quote);
}

export async function revokeLinks(
  context: Context,
  { id }: InputOf<Operations['revokeLinks']>,
): Promise<Quote> {
  const before = await quoteIn(context, id, ['draft', 'sent', 'accepted', 'declined', 'expired']);
  return write(context, before, { linksRevokedAt: context.now }, 'linksRevoked');
}
