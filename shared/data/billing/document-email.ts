import type { BillingSettings } from '#contract/billing.ts';
import type { Language } from '#contract/language.ts';
import { legalFieldsOf, type DocumentKind } from '#contract/legal-fields.ts';
import { addressingIn } from '../mail/addressing.ts';
import { documentMailText } from '../mail/document-mail.ts';
import type { MailText } from '../mail/layout.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { Effects } from '../outbox/effects.ts';
import { askedMinorOf, creditNoteKind, statedTotal } from '../records/invoice.ts';
import { formatsFor, type Formats } from './pdf/formats.ts';
import { placeLines } from './pdf/party-lines.ts';
import { titleOf } from './pdf/title.ts';
import { presentSeller, termsOf } from './parties.ts';
import { numberOf, type ShownDocument } from './shown-document.ts';

interface Surroundings {
  settings: OrganizationSettings;
  billing: BillingSettings;
  /** Of the link to the document. */
  url: string;
  /** In the organization's time zone. */
  today: string;
}

/** What an e-mail about a document says. */
export function documentEmail(
  document: ShownDocument,
  { language, message, purpose }: Pick<Effects['document-mail'], 'language' | 'message' | 'purpose'>,
  { settings, billing, url, today }: Surroundings,
): MailText {
  const { parties } = document.record;
  const total = document.type === 'quote' ? document.record.total : statedTotal(document.record);
  const seller = parties?.seller ?? presentSeller(settings, billing);
  const { country } = termsOf(parties, settings, billing);
  const formats = formatsFor(language, country, total.currency, [
    total.amountMinor,
    document.type === 'quote' ? 0 : askedMinorOf(document.record),
  ]);
  const kind = kindOf(document);
  const until = document.type === 'quote' ? document.record.validUntil : document.record.dueOn;
  const reminder = until !== undefined && until < today ? 'late' : 'early';
  return documentMailText(addressingIn(language, country), purpose.kind === 'document' ? kind : reminder, {
    title: titleOf({ kind, language }, legalFieldsOf(country)),
    number: numberOf(document),
    sellerName: seller.name,
    total: formats.money(total.amountMinor),
    due: dueOf(document, formats),
    until: until && formats.date(until),
    isOpen: document.type === 'quote' && document.record.acceptedAt === undefined,
    message,
    url,
    sellerAddress: placeLines(seller, formats),
  });
}

function dueOf({ type, record }: ShownDocument, { money }: Formats): string | undefined {
  const askedMinor = type === 'quote' ? 0 : askedMinorOf(record);
  return askedMinor === 0 ? undefined : money(askedMinor);
}

function kindOf({ type, record }: ShownDocument): DocumentKind {
  if (type === 'quote') return 'quote';
  return record.kindId === creditNoteKind ? 'credit-note' : 'invoice';
}

/** The lines of the present address of the seller. */
export const sellersPlace = (
  settings: OrganizationSettings,
  billing: BillingSettings,
  language: Language,
): string[] =>
  placeLines(presentSeller(settings, billing), formatsFor(language, settings.country, settings.currency, []));
