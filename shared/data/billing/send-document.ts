import type { BillingSettings } from '#contract/billing.ts';
import type { DocumentEmail, DocumentSending, NewDocumentLink } from '#contract/document-sending.ts';
import { isDeliverable } from '#contract/email-address.ts';
import type { Language } from '#contract/language.ts';
import { unprintedCharacters } from '#contract/printed-characters.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import { mailCounts } from '../mail/counts.ts';
import { paragraphText } from '../mail/layout.ts';
import type { Context } from '../organization/context.ts';
import type { Effects } from '../outbox/effects.ts';
import { effectAction } from '../outbox/outbox.ts';
import { recordKey } from '../store/keys.ts';
import { transact, type Action } from '../store/transact.ts';
import { dateIn } from '../values/day.ts';
import { documentEmail } from './document-email.ts';
import { endOf, lastDayOf, newDocumentLink, type DocumentType } from './document-links.ts';
import { checkAddress, recipientSeen } from './document-customer.ts';
import { recipientOf } from './document-recipient.ts';
import { presentParties } from './parties.ts';
import { printedInvoice, printedQuote, printedTexts } from './pdf/printed-records.ts';
import { readBilling } from './settings.ts';
import type { ShownDocument } from './shown-document.ts';

/** The values of a document that is sent now, and the actions that send it when its transaction is written. */
export async function sending(
  context: Context,
  type: DocumentType,
  record: Invoice | Quote,
  { email, message, language }: DocumentSending,
): Promise<{ patch: { sentAt: string; sentTo: string }; actions: Action[] }> {
  checkAddress(context, type, email);
  const recipient = await recipientOf(context, record);
  const to = email ?? recipient.email;
  if (to === undefined) throw fieldProblem('/email', 'required');
  if (!isDeliverable(to)) throw fieldProblem('/email', 'undeliverable_email');
  const { orgId, actor } = context;
  const mail: Effects['document-mail'] = {
    ...{ recordType: type, recordId: record.id, senderId: actor.userId },
    ...{ purpose: { kind: 'document' }, email: to, language: language ?? recipient.language, message },
  };
  return {
    patch: { sentAt: context.now, sentTo: to },
    actions: [
      effectAction(context, 'document-mail', mail, recordKey(orgId, type, record.id)),
      ...mailCounts(context),
    ],
  };
}

/** Creates a link to a document, for sending it in another way. */
export async function createDocumentLink(
  context: Context,
  type: DocumentType,
  record: Invoice | Quote,
): Promise<NewDocumentLink> {
  const { orgId, now, settings } = context;
  const lastDay = lastDayOf(record, dateIn(settings.timeZone, now));
  const { language } = await recipientOf(context, record);
  const { url, item } = newDocumentLink({
    ...{ orgId, type, id: record.id, language },
    madeAt: now,
    endsAt: endOf(lastDay),
  });
  await transact(context, [{ put: { Item: item } }]);
  return { url, lastDay };
}

/** To whom an e-mail with a document would go, and what it would say. */
export async function previewEmail(
  context: Context,
  document: ShownDocument,
  language: Language | undefined,
): Promise<DocumentEmail> {
  const { settings, now } = context;
  const [recipient, billing] = await Promise.all([
    recipientSeen(context, document.type, document.record),
    readBilling(context),
  ]);
  const mail = { language: language ?? recipient.language, purpose: { kind: 'document' } } as const;
  const today = dateIn(settings.timeZone, now);
  const { subject, lead } = documentEmail(document, mail, { settings, billing, url: '', today });
  const { email } = recipient;
  return {
    language: mail.language,
    subject,
    text: lead.map(paragraphText),
    attachesPdf: billing.attachPdf,
    unprinted: unprintedCharacters(await textsOf(context, document, billing)),
    ...(email === undefined ? {} : { email }),
  };
}

/** What the PDF of a document says, as it would be if it was sent now. */
async function textsOf(
  context: Context,
  { type, record }: ShownDocument,
  billing: BillingSettings,
): Promise<string[]> {
  const { customerId } = record;
  const present = customerId === undefined ? undefined : await presentParties(context, billing, customerId);
  const around = {
    ...{ settings: context.settings, billing, logo: undefined, language: undefined },
    buyer: present?.buyer,
  };
  return printedTexts(type === 'quote' ? printedQuote(record, around) : printedInvoice(record, around));
}
