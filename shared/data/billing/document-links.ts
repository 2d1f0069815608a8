import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { PortalSubject } from '../organization/member.ts';
import type { Key } from '../store/keys.ts';
import { findLink, newLinkKey } from '../store/link-item.ts';
import type { Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { addDays } from '../values/day.ts';
import { epochSeconds } from '../values/epoch.ts';

/** The record types whose records customers can open with a link. */
export type DocumentType = 'invoice' | 'quote';

/** What a link leads to. The token is only in the link itself. */
export interface DocumentLink {
  org: string;
  recordType: DocumentType;
  recordId: string;
  /** In which the document is shown. */
  language: Language;
  /** Links that were made until the document's `linksRevokedAt` don't open it any more. */
  madeAt: string;
  /** In epoch seconds. */
  expiresAt: number;
  /** The client for whom the portal made the link, which works only as long as the client has access. */
  client?: PortalSubject & { userId: string };
}

interface Linked {
  orgId: string;
  type: DocumentType;
  id: string;
  language: Language;
  madeAt: string;
  /** When the link stops working. */
  endsAt: string;
  client?: DocumentLink['client'];
}

/** The end of a link that works until a day. */
export const endOf = (lastDay: string): string => `${addDays(lastDay, 1)}T00:00:00Z`;

/**
 * A new link to a document, and the item that makes it work. Its token has 256 random bits, of which only a digest is
 * stored, so that nobody finds the link in the table.
 */
export function newDocumentLink({ orgId, type, id, language, madeAt, endsAt, client }: Linked): {
  url: string;
  pdfUrl: string;
  item: Item;
} {
  const { secret: token, key } = newLinkKey();
  const link: DocumentLink & Key = {
    ...key,
    org: orgId,
    recordType: type,
    recordId: id,
    language,
    madeAt,
    expiresAt: epochSeconds(endsAt),
    ...(client ? { client } : {}),
  };
  return {
    url: `${process.env.SITE_URL}/v1/documents?key=${token}`,
    pdfUrl: `${process.env.SITE_URL}/v1/documents/pdf?key=${token}`,
    item: { ...link, kind: 'document-link' },
  };
}

/** The last day of a link that is made on a day: long enough for a customer who pays late. */
export function lastDayOf(
  document: Partial<Pick<Invoice, 'dueOn'> & Pick<Quote, 'validUntil'>>,
  today: string,
) {
  const until = document.dueOn ?? document.validUntil ?? today;
  return addDays(until > today ? until : today, limits.documentLinkDays);
}

/** The link with a token, unless it has expired. */
export async function findDocumentLink(
  session: Session,
  token: string,
  now: string,
): Promise<DocumentLink | undefined> {
  const link = await findLink<DocumentLink>(session, token, now);
  // Links to issues are kept beside them.
  const isOfDocument = link?.recordType === 'invoice' || link?.recordType === 'quote';
  return isOfDocument ? link : undefined;
}
