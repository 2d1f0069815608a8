import type { DocumentEmail, NewDocumentLink } from '#contract/document-sending.ts';
import type { InputOf } from '#contract/operation.ts';
import type { quotes as contract } from '#contract/records/quote-operations.ts';
import type { Quote } from '#contract/records/quote.ts';
import { createDocumentLink, previewEmail, sending } from '#data/billing/send-document.ts';
import type { Context } from '#data/organization/context.ts';
import { quotes } from './quotes.ts';
import { firstSent } from './states.ts';

type Operations = typeof contract.operations;

export async function email(
  context: Context,
  { id, language }: InputOf<Operations['email']>,
): Promise<DocumentEmail> {
  const record = await quotes(context).readIn(['draft', 'sent', 'accepted'], id);
  return previewEmail(context, { type: 'quote', record }, language);
}

/** Sends a quote to its customer. A draft becomes one that can't be changed any more. */
export async function send(context: Context, { id, body }: InputOf<Operations['send']>): Promise<Quote> {
  const before = await quotes(context).loadIn(['draft', 'sent', 'accepted'], id);
  const first = await firstSent(context, before);
  const { patch, actions } = await sending(context, 'quote', before, body);
  return quotes(context).write(before, { ...first, ...patch }, 'sent', actions);
}

export async function createLink(
  context: Context,
  { id }: InputOf<Operations['createLink']>,
): Promise<NewDocumentLink> {
  const quote = await quotes(context).readIn(['sent', 'accepted', 'declined', 'expired'], id);
  return createDocumentLink(context, 'quote', quote);
}

export async function revokeLinks(
  context: Context,
  { id }: InputOf<Operations['revokeLinks']>,
): Promise<Quote> {
  const before = await quotes(context).loadIn(['draft', 'sent', 'accepted', 'declined', 'expired'], id);
  return quotes(context).write(before, { linksRevokedAt: context.now }, 'linksRevoked');
}
