import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import { invoiceRecords } from '../records/invoice.ts';
import { quoteRecords } from '../records/quote.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { DocumentType } from './document-links.ts';

/** A document that its customer may see. */
export type ShownDocument = { type: 'invoice'; record: Invoice } | { type: 'quote'; record: Quote };

const definitions: Record<DocumentType, RecordDefinition> = { invoice: invoiceRecords, quote: quoteRecords };

/**
 * A document as its customer sees it. Undefined for one that isn't for customers: a draft, one that is void or in the
 * trash, and one that doesn't exist.
 */
export async function shownDocument(
  session: Session & { readonly orgId: string },
  type: DocumentType,
  id: string,
): Promise<ShownDocument | undefined> {
  const document = await linkedDocument(session, type, id);
  return document && isForCustomers(document) ? document : undefined;
}

/** A document to which a link leads, whether or not its customer may see it. Undefined for one that is in the trash. */
export async function linkedDocument(
  session: Session & { readonly orgId: string },
  type: DocumentType,
  id: string,
): Promise<ShownDocument | undefined> {
  const definition = definitions[type];
  const item = await getItem<RecordItem>(session, keyOf(definition, session.orgId, id), recordAttributes);
  const record = item && recordFrom(definition, item);
  if (!record || record.deletedAt !== undefined) return undefined;
  return { type, record } as ShownDocument;
}

export function isForCustomers({ type, record }: ShownDocument): boolean {
  if (type === 'quote') return record.sentAt !== undefined;
  return record.issuedAt !== undefined && record.voidedAt === undefined;
}

/** When the seller took back a document that its customer could see. Undefined if that didn’t happen. */
export const takenBackAt = ({ type, record }: ShownDocument): string | undefined =>
  type === 'quote' ? record.withdrawnAt : record.voidedAt;

/** The number by which seller and customer name a document. */
export const numberOf = ({ type, record }: ShownDocument): string =>
  type === 'quote' ? record.code : (record.number ?? record.code);
