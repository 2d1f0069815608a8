import { createHash } from 'node:crypto';
import type { Language } from '#contract/language.ts';
import { ProblemError } from '#contract/problem.ts';
import { findDocumentLink } from '#data/billing/document-links.ts';
import type { PrintedDocument } from '#data/billing/pdf/printed.ts';
import { invoiceToPrint, quoteToPrint } from '#data/billing/pdf/to-print.ts';
import {
  isForCustomers,
  linkedDocument,
  takenBackAt,
  type ShownDocument,
} from '#data/billing/shown-document.ts';
import type { Context } from '#data/organization/context.ts';
import { clientWithAccess, nameOf } from '#data/portal/viewer.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { quoteState, type QuoteState } from '#data/records/quote.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { dateIn } from '#data/values/day.ts';
import { followLink } from '#http/follow-link.ts';

/** What a visitor sends to open a document. */
export interface Opening {
  key?: string | undefined;
  language?: Language | undefined;
  payment?: 'done' | undefined;
}

/** A document that a visitor has opened with a link. */
export interface OpenDocument {
  /** Can do anything in the organization, so it must be used for this document only. */
  context: Context;
  document: ShownDocument;
  language: Language;
  key: string;
  /** Whether a payment provider has led the customer back. */
  isBack: boolean;
  /** Who has opened it from the portal. */
  client?: { name: string | undefined };
}

/** A document that its customer could see until the seller took it back. Programs get the same answer as without it. */
export class TakenBack extends ProblemError {
  readonly open: OpenDocument;
  /** When the seller did, ISO 8601. */
  readonly at: string;

  constructor(open: OpenDocument, at: string) {
    super('not_found');
    this.open = open;
    this.at = at;
  }
}

/**
 * The document of a link. Throws the same `not_found` for a link that is unknown, has expired or was revoked, and for a
 * document that isn't for customers any more. If the seller took it back, that is a `TakenBack`.
 */
export async function openDocument(
  visit: VisitorContext,
  { key = '', language, payment }: Opening,
): Promise<OpenDocument> {
  const { link, context } = await followLink(visit, () => findDocumentLink(visit, key, visit.now));
  const document = await linkedDocument(context, link.recordType, link.recordId);
  const revokedAt = document?.record.linksRevokedAt;
  if (!document || (revokedAt !== undefined && revokedAt >= link.madeAt)) throw new ProblemError('not_found');
  const open = { context, document, key, language: language ?? link.language, isBack: payment === 'done' };
  if (!link.client) return forCustomers(open);
  const definition = recordDefinitions[link.recordType];
  const client = await clientWithAccess(context, link.client, definition, document.record);
  if (!client) throw new ProblemError('not_found');
  return forCustomers({ ...open, client: { name: nameOf(client) } });
}

function forCustomers(open: OpenDocument): OpenDocument {
  if (isForCustomers(open.document)) return open;
  const at = takenBackAt(open.document);
  throw at === undefined ? new ProblemError('not_found') : new TakenBack(open, at);
}

/** The document with all that is shown of it. */
export const toPrint = ({ context, document, language }: OpenDocument): Promise<PrintedDocument> =>
  document.type === 'quote'
    ? quoteToPrint(context, document.record, language)
    : invoiceToPrint(context, document.record, language);

/** Today where the seller is. */
export const todayOf = ({ context }: OpenDocument): string => dateIn(context.settings.timeZone, context.now);

/** The state of a quote; undefined for other documents. */
export const stateOf = (open: OpenDocument): QuoteState | undefined =>
  open.document.type === 'quote' ? quoteState(open.document.record, todayOf(open)) : undefined;

/**
 * Identifies what the page of a quote says, so that nobody accepts something else than they have seen. The look of the page
 * is no part of it.
 */
export function seenOf(printed: PrintedDocument): string {
  const { country, number, seller, buyer, facts, currency, lines, discountPercent, notes, footer } = printed;
  const said = [country, number, seller, buyer, facts, currency, lines, discountPercent, notes, footer];
  return createHash('sha256')
    .update(JSON.stringify(said.map((value) => value ?? null)))
    .digest('base64url');
}
