import { legalFieldsOf, type DocumentKind } from '#contract/legal-fields.ts';
import { lastDayOf, newDocumentLink } from '#data/billing/document-links.ts';
import {
  markMailSent,
  unsentDocumentMail,
  type DocumentMail,
  type DocumentMailMessage,
} from '#data/billing/document-mails.ts';
import { formatsFor, type Formats } from '#data/billing/pdf/formats.ts';
import { titleOf } from '#data/billing/pdf/title.ts';
import { readBilling } from '#data/billing/settings.ts';
import { numberOf, shownDocument, type ShownDocument } from '#data/billing/shown-document.ts';
import { documentMail } from '#data/mail/document-mail.ts';
import type { MailContent } from '#data/mail/texts.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { creditNoteKind } from '#data/records/invoice.ts';
import { putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { dateIn } from '#data/values/day.ts';
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
  // Whoever revokes links later also means those of e-mails that were requested before.
  const { language, requestedAt: madeAt } = mail;
  const link = newDocumentLink({ orgId, type, id, language, madeAt, lastDay });
  await putItem(session, { Item: link.item });
  const billing = await readBilling(inside);
  const country = billing.country ?? settings.country;
  const seller = { name: billing.legalName ?? settings.name, country };
  await sendMail(mail.email, contentOf(document, mail, { seller, url: link.url, today }), billing.email);
  await markMailSent(session, message, now);
  return 'sent';
}

/** Nobody is reminded of an invoice that was paid meanwhile, or gets a link that was revoked. */
function isNeeded(
  { type, record }: ShownDocument,
  { purpose, requestedAt }: Pick<DocumentMail, 'purpose'> & { requestedAt: string },
): boolean {
  if (record.linksRevokedAt !== undefined && record.linksRevokedAt >= requestedAt) return false;
  return purpose.kind === 'document' || (type === 'invoice' && record.due.amountMinor > 0);
}

interface Surroundings {
  /** As the settings name it. Invoices name it as it was when they were issued. */
  seller: { name: string; country: string | undefined };
  url: string;
  today: string;
}

function contentOf(
  document: ShownDocument,
  { language, message, purpose }: DocumentMail,
  { seller: present, url, today }: Surroundings,
): MailContent {
  const { total } = document.record;
  const seller = (document.type === 'invoice' && document.record.parties?.seller) || present;
  const formats = formatsFor(language, seller.country ?? present.country, total.currency);
  const kind = kindOf(document);
  const until = document.type === 'quote' ? document.record.validUntil : document.record.dueOn;
  const isLate = until !== undefined && until < today;
  const reminder = isLate ? 'late' : 'early';
  return documentMail(language, purpose.kind === 'document' ? kind : reminder, {
    title: titleOf({ kind, language }, legalFieldsOf(seller.country ?? present.country)),
    number: numberOf(document),
    sellerName: seller.name,
    total: formats.money(total.amountMinor),
    due: dueOf(document, formats),
    until: until && formats.date(until),
    message,
    url,
  });
}

function dueOf({ type, record }: ShownDocument, { money }: Formats): string | undefined {
  return type === 'quote' || record.due.amountMinor === 0 ? undefined : money(record.due.amountMinor);
}

function kindOf({ type, record }: ShownDocument): DocumentKind {
  if (type === 'quote') return 'quote';
  return record.kindId === creditNoteKind ? 'credit-note' : 'invoice';
}
