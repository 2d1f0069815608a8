import { documentEmail } from '#data/billing/document-email.ts';
import { endOf, lastDayOf, newDocumentLink, type DocumentType } from '#data/billing/document-links.ts';
import {
  markMailSent,
  unsentDocumentMail,
  type DocumentMail,
  type DocumentMailMessage,
} from '#data/billing/document-mails.ts';
import { readBilling } from '#data/billing/settings.ts';
import { shownDocument, type ShownDocument } from '#data/billing/shown-document.ts';
import { layOut } from '#data/mail/layout.ts';
import { settingsOf } from '#data/organization/settings.ts';
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
  message: DocumentMailMessage & { recordType: DocumentType },
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
  const { url, item } = newDocumentLink({ orgId, type, id, language, madeAt, endsAt: endOf(lastDay) });
  await putItem(session, { Item: item });
  const billing = await readBilling(inside);
  const text = documentEmail(document, mail, { settings, billing, url, today });
  await sendMail(mail.email, layOut(language, text), billing.email);
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
