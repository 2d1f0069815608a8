import type { BillingSettings } from '#contract/billing.ts';
import type { Parties, Party } from '#contract/document-fields.ts';
import { languageOf } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { OrganizationSettings } from '../../organization/settings.ts';
import { creditNoteKind, dueMinorOf, paidMinorOf } from '../../records/invoice.ts';
import { dateIn } from '../../values/day.ts';
import { presentSeller, termsOf } from '../parties.ts';
import type { PrintedDocument } from './printed.ts';

/** What a document follows from besides its record. */
export interface Surroundings {
  settings: OrganizationSettings;
  billing: BillingSettings;
  logo: string | undefined;
  /** The customer as it is now; undefined if there is none or the caller can't see it. */
  buyer: Party | undefined;
  /** The invoice that a credit note is about. */
  credited?: Invoice | undefined;
  language: Language | undefined;
}

/** An invoice or a credit note as it is printed. */
export function printedInvoice(invoice: Invoice, around: Surroundings): PrintedDocument {
  const { kindId, number, code, issuedAt, voidedAt, parties, reason, total, updatedAt } = invoice;
  const isCreditNote = kindId === creditNoteKind;
  const isOwed = issuedAt !== undefined && voidedAt === undefined && !isCreditNote;
  return {
    ...commonValues(invoice, parties, around),
    kind: isCreditNote ? 'credit-note' : 'invoice',
    number: number ?? code,
    mark: markOf(invoice),
    writtenAt: issuedAt ?? updatedAt,
    facts: {
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      reference: invoice.reference,
      credited: around.credited?.number,
      creditedOn: around.credited?.issuedOn,
      reason,
    },
    creditedBefore: invoice.creditedBefore,
    settled: isOwed
      ? {
          paidMinor: paidMinorOf(invoice),
          creditedMinor: invoice.creditedMinor ?? 0,
          dueMinor: Math.max(0, dueMinorOf(invoice, total.amountMinor)),
        }
      : undefined,
    bankDetails: voidedAt === undefined ? around.billing.bankDetails : undefined,
  };
}

function markOf({ issuedAt, voidedAt }: Invoice): PrintedDocument['mark'] {
  if (issuedAt === undefined) return 'draft';
  return voidedAt === undefined ? undefined : 'void';
}

/** A quote as it is printed. */
export function printedQuote(quote: Quote, around: Surroundings): PrintedDocument {
  const { code, title, quotedOn, validUntil, sentAt, acceptedAt, answeredBy, updatedAt } = quote;
  const { timeZone } = around.settings;
  return {
    ...commonValues(quote, quote.parties, around),
    kind: 'quote',
    number: code,
    mark: sentAt === undefined && acceptedAt === undefined ? 'draft' : undefined,
    writtenAt: updatedAt,
    facts: {
      title,
      quotedOn,
      validUntil,
      acceptedOn: acceptedAt && dateIn(timeZone, acceptedAt),
      acceptedBy: acceptedAt && answeredBy,
    },
  };
}

type Shared = Pick<
  PrintedDocument,
  | 'seller'
  | 'buyer'
  | 'country'
  | 'language'
  | 'currency'
  | 'lines'
  | 'discountPercent'
  | 'notes'
  | 'footer'
  | 'logo'
  | 'accentColor'
>;

function commonValues(
  { currency, lines = [], discountPercent, notes }: Invoice | Quote,
  parties: Parties | undefined,
  { settings, billing, logo, buyer: present, language }: Surroundings,
): Shared {
  const seller = parties?.seller ?? presentSeller(settings, billing);
  const buyer = parties?.buyer ?? present;
  const { country, footer } = termsOf(parties, settings, billing);
  return {
    seller,
    buyer,
    country,
    language: language ?? languageOf(buyer?.country ?? country),
    currency,
    lines,
    discountPercent,
    notes,
    footer,
    logo,
    accentColor: billing.accentColor,
  };
}

/** The copy of seller and buyer that a document keeps which was printed like this; undefined without a buyer. */
export const partiesIn = ({ seller, buyer, country, footer }: PrintedDocument): Parties | undefined =>
  buyer && { seller, buyer, ...(country === undefined ? {} : { country }), footer: footer ?? '' };

/** All texts of a printed document that somebody has typed. */
export const printedTexts = (printed: PrintedDocument): string[] =>
  [printed.seller, printed.buyer]
    .flatMap((party) => (party ? [party.name, party.taxId, ...party.address, party.email, party.phone] : []))
    .concat(
      printed.number,
      Object.values(printed.facts),
      printed.lines.flatMap(({ description, untaxed }) => [description, untaxed?.reason]),
      [printed.notes, printed.bankDetails, printed.footer],
    )
    .filter((text) => text !== undefined);
