import { v7 as uuidv7 } from 'uuid';
import type { FileOutput } from '#contract/file-output.ts';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { documentEmail } from '#data/billing/document-email.ts';
import { endOf, lastDayOf, newDocumentLink } from '#data/billing/document-links.ts';
import { readBilling } from '#data/billing/settings.ts';
import { shownDocument, type ShownDocument } from '#data/billing/shown-document.ts';
import { layOut } from '#data/mail/layout.ts';
import type { OutboxItem } from '#data/outbox/effects.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { putItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { dateIn } from '#data/values/day.ts';
import { replyAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends a document, or a reminder of one, with a new link to it. If there is a second e-mail, the links of both work.
 */
export async function sendDocument(
  session: Session,
  { org: orgId, requestedAt: madeAt, what: mail }: OutboxItem<'document-mail'>,
): Promise<'sent' | 'sent without its PDF' | 'no longer needed'> {
  const settings = await settingsOf(session, orgId);
  if (!settings) return 'no longer needed';
  const { recordType: type, recordId: id, language, senderId } = mail;
  const inside = { ...session, orgId, settings };
  const document = await shownDocument(inside, type, id);
  if (!document || !isNeeded(document, mail, madeAt)) return 'no longer needed';
  const now = new Date().toISOString();
  const today = dateIn(settings.timeZone, now);
  const lastDay = lastDayOf(document.record, today);
  // Whoever revokes links later also means those of e-mails that were requested before.
  const { url, item } = newDocumentLink({ orgId, type, id, language, madeAt, endsAt: endOf(lastDay) });
  await putItem(session, { Item: item });
  const billing = await readBilling(inside);
  const text = documentEmail(document, mail, { settings, billing, url, today });
  const replyTo = await replyAddress(session, orgId, billing, [senderId, document.record.ownerId]);
  const pdf = billing.attachPdf ? await attachedPdf(inside, document, language) : undefined;
  await sendMail(mail.email, layOut(language, text), { replyTo, pdf });
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
  { purpose }: OutboxItem<'document-mail'>['what'],
  requestedAt: string,
): boolean {
  if (record.linksRevokedAt !== undefined && record.linksRevokedAt >= requestedAt) return false;
  return purpose.kind === 'document' || (type === 'invoice' && record.due.amountMinor > 0);
}
