import { lastDayOf, newDocumentLink } from '#data/billing/document-links.ts';
import {
  markMailSent,
  unsentDocumentMail,
  type DocumentMail,
  type DocumentMailMessage,
} from '#data/billing/document-mails.ts';
import { readBilling } from '#data/billing/settings.ts';
import { numberOf, shownDocument, type ShownDocument } from '#data/billing/shown-document.ts';
import { documentMail, reminderMail, type MailedDocument } from '#data/mail/document-mail.ts';
import type { MailContent } from '#data/mail/texts.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { creditNoteKind } from '#data/records/invoice.ts';
import { putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { dateIn } from '#data/values/day.ts';
import { dateText, localeOf, moneyText } from '#data/values/formats.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends a document, or a reminder of one, with a new link to it. A message that is delivered again after the e-mail was
 * sent does nothing. If the function ends between the two, there is a second e-mail, and both links work.
 */
export async function sendDocument(
  session: Session,
  message: DocumentMailMessage,
): Promise<'sent' | 'no longer needed'> {
  const mail = await unsentDocumentMail(session, message);
  const settings = mail && (await settingsOf(session, message.orgId));
  if (!settings) return 'no longer needed';
  const { orgId, recordType: type, recordId: id } = message;
  const inside = { ...session, orgId };
  const document = await shownDocument(inside, type, id);
  if (!document || !isNeeded(document, mail)) return 'no longer needed';
  const now = new Date().toISOString();
  const today = dateIn(settings.timeZone, now);
  const lastDay = lastDayOf(document.record, today);
  // Whoever revokes the links of a document also means those that are on their way.
  const link = newDocumentLink({ orgId, type, id, madeAt: mail.requestedAt, lastDay });
  await putItem(session, { Item: link.item });
  const billing = await readBilling(inside);
  const seller = { name: billing.legalName ?? settings.name, email: billing.email };
  const content = contentOf(settings, document, mail, { seller: seller.name, url: link.url, today });
  await sendMail(mail.email, content, seller.email);
  await markMailSent(session, message, now);
  return 'sent';
}

/** Nobody is reminded of an invoice that was paid meanwhile. */
const isNeeded = ({ type, record }: ShownDocument, { purpose }: DocumentMail): boolean =>
  purpose.kind === 'document' || (type === 'invoice' && record.due.amountMinor > 0);

function contentOf(
  settings: OrganizationSettings,
  document: ShownDocument,
  { language, message, purpose }: DocumentMail,
  { seller, url, today }: { seller: string; url: string; today: string },
): MailContent {
  const locale = localeOf(language, settings.country);
  const until = document.type === 'quote' ? document.record.validUntil : document.record.dueOn;
  const mailed: MailedDocument = {
    kind: kindOf(document),
    number: numberOf(document),
    sellerName: document.type === 'invoice' ? (document.record.parties?.seller.name ?? seller) : seller,
    total: moneyText(locale, document.record.total),
    due: dueOf(locale, document),
    until: until === undefined ? undefined : dateText(locale, until),
    message,
    url,
  };
  if (purpose.kind === 'document') return documentMail(language, mailed);
  return reminderMail(language, mailed, until !== undefined && until < today ? 'late' : 'early');
}

function dueOf(locale: string, { type, record }: ShownDocument): string | undefined {
  if (type === 'quote' || record.due.amountMinor === 0) return undefined;
  return moneyText(locale, record.due);
}

function kindOf({ type, record }: ShownDocument): MailedDocument['kind'] {
  if (type === 'quote') return 'quote';
  return record.kindId === creditNoteKind ? 'credit-note' : 'invoice';
}
