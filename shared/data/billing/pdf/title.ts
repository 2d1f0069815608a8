import type { LegalFields } from '#contract/legal-fields.ts';
import type { PrintedDocument } from './printed.ts';

/** What a document is called. Where invoices must be reported, those that weren't have another title. */
export function titleOf(
  { kind, language, certification }: Pick<PrintedDocument, 'kind' | 'language' | 'certification'>,
  legal: LegalFields,
): string {
  const unreported = certification || kind === 'quote' ? undefined : legal.unreported?.titles?.[kind];
  return (unreported ?? legal.titles[kind])[language];
}

/** What is said below the title. */
export const subtitleOf = (
  { kind, language }: Pick<PrintedDocument, 'kind' | 'language'>,
  { subtitles }: LegalFields,
): string | undefined => subtitles?.[kind]?.[language];

/** What the law of the seller's country wants the document to say. */
export function legalNoteOf(
  { kind, language, certification }: Pick<PrintedDocument, 'kind' | 'language' | 'certification'>,
  legal: LegalFields,
): string | undefined {
  if (kind === 'quote') return undefined;
  if (certification) return `${certification.provider}: ${certification.code}`;
  return legal.unreported?.note?.[language];
}
