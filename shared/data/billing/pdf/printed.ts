import type { DocumentLine, Party } from '#contract/document-fields.ts';
import type { CreditedBefore } from '#contract/document-totals.ts';
import type { Language } from '#contract/language.ts';
import type { DocumentKind } from '#contract/legal-fields.ts';

/** What is printed about a document as a whole, in this order. */
export type Fact =
  | 'number'
  | 'title'
  | 'issuedOn'
  | 'dueOn'
  | 'quotedOn'
  | 'validUntil'
  | 'reference'
  | 'credited'
  | 'creditedOn'
  | 'reason'
  | 'acceptedOn'
  | 'acceptedBy';

/** The proof that a provider has reported a document to an authority, such as the CUFE of a Colombian invoice. */
export interface Certification {
  provider: string;
  code: string;
}

/** All that a printed document follows from. */
export interface PrintedDocument {
  kind: DocumentKind;
  language: Language;
  /** The seller's country, whose terms the document uses. */
  country: string | undefined;
  /** The number or, for a draft, its code. */
  number: string;
  /** What every page says, unless the document is valid. */
  mark?: 'draft' | 'void' | undefined;
  /** The time that the file states, ISO 8601. */
  writtenAt: string;
  seller: Party;
  buyer?: Party | undefined;
  facts: Partial<Record<Fact, string | undefined>>;
  currency: string;
  lines: readonly DocumentLine[];
  discountPercent?: number | undefined;
  creditedBefore?: CreditedBefore | undefined;
  /** What was settled of an invoice that was issued, and what is left to pay. */
  settled?: { paidMinor: number; creditedMinor: number; dueMinor: number } | undefined;
  notes?: string | undefined;
  bankDetails?: string | undefined;
  footer?: string | undefined;
  /** Missing as long as no provider reports documents. */
  certification?: Certification | undefined;
  /** A data URL. */
  logo?: string | undefined;
  /** As `#rrggbb`. */
  accentColor?: string | undefined;
}
