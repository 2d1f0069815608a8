import { v7 as uuidv7 } from 'uuid';
import type { FileOutput } from '#contract/file-output.ts';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
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
import { unrestrictedContext } from '#data/organization/rights.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { dateIn } from '#data/values/day.ts';
import { replyAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends a document, or a reminder of one, with a new link to it. A message that is delivered again after the e-mail was
 * sent does nothing. If the function ends between the two, there is a second e-mail, and both links work.
 */
export async function sendDocument(
  session: Session,
  message: DocumentMailMessage & { recordType: DocumentType },
): Promise<'sent' | 'sent without its PDF' | 'no longer needed'> {
  const mail = await unsentDocumentMail(session, message);
  const settings = mail && (await settingsOf(session, message.orgId));
  if (!settings) return 'no longer needed';
  const { orgId, recordType: type, recordId: id } = message;
  const inside = { ...session, orgId, settings };
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
  const { senderId } = mail;
  const replyTo = await replyAddress(session, orgId, billing, [senderId, document.record.ownerId]);
  const pdf = billing.attachPdf ? await attachedPdf(inside, document, language) : undefined;
  await sendMail(mail.email, layOut(language, text), { replyTo, pdf });
  await markMailSent(session, message, now);
  return billing.attachPdf && !pdf ? 'sent without its PDF' : 'sent';
}

/** The PDF of a document; undefined if it is too large for an e-mail, which has a link to it anyway. */
async function attachedPdf(
  { orgId, settings, ...session }: Session & { orgId: string; settings: OrganizationSettings },
  { type, record }: ShownDocument,
  language: Language,
): Promise<FileOutput | undefined> {
  const base: UserContext = {
    ...session,
    ...{ requestId: uuidv7(), now: new Date().toISOString(), reply: {} },
    actor: { userId: record.id },
    via: 'link',
  };
  const context = unrestrictedContext(base, orgId, settings);
  // It takes long to load, and organizations can do without.
  const { invoicePdf, quotePdf } = await import('#data/billing/pdf/document-pdf.ts');
  const pdf = await (type === 'quote'
    ? quotePdf(context, record, language)
    : invoicePdf(context, record, language));
  return pdf.bytes.length > limits.attachedPdfBytes ? undefined : pdf;
}

/** Nobody is reminded of an invoice that was paid meanwhile, or gets a link that was revoked. */
function isNeeded(
  { type, record }: ShownDocument,
  { purpose, requestedAt }: Pick<DocumentMail, 'purpose'> & { requestedAt: string },
): boolean {
  if (record.linksRevokedAt !== undefined && record.linksRevokedAt >= requestedAt) return false;
  return purpose.kind === 'document' || (type === 'invoice' && record.due.amountMinor > 0);
}
