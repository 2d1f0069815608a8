import type { Party } from '#contract/document-fields.ts';
import type { Language } from '#contract/language.ts';
import { legalFieldsOf } from '#contract/legal-fields.ts';
import type { Formats } from './formats.ts';

/** What is said of a seller or a buyer below its name. */
export function partyLines(
  party: Party,
  country: string | undefined,
  language: Language,
  formats: Pick<Formats, 'country'>,
): string[] {
  const { taxId } = legalFieldsOf(party.country ?? country);
  return [
    party.taxId === undefined ? '' : `${taxId[language]}: ${party.taxId}`,
    ...placeLines(party, formats),
    party.email ?? '',
    party.phone ?? '',
  ].filter((line) => line !== '');
}

/** Where a seller or a buyer is. */
export const placeLines = ({ address, country }: Party, formats: Pick<Formats, 'country'>): string[] => [
  ...address,
  ...(country === undefined ? [] : [formats.country(country)]),
];
