import { limits } from '#contract/limits.ts';
import { fold } from './search-terms.ts';

/** Digits of the numbers in codes and in series of invoices, with leading zeros. */
export const numberDigits = 4;
/** A query of more parts is no number of a document. */
const partsMax = 5;

/** A Spanish VAT number, or the beginning of that of a company: the country and the tax ID, which has a letter. */
const spanishVatNumber = /^es([a-z]\d{4,8}[a-z]?|\d{8}[a-z])$/;

/** The runs of letters and of digits in a text. */
const partsOf = (folded: string): string[] => folded.match(/\p{L}+|\p{N}+/gu) ?? [];

/**
 * Whether a folded text can be an identifier with separators anywhere: all of its words have digits, or one or two
 * letters.
 */
export const isIdentifier = (folded: string): boolean =>
  /\d/.test(folded) && folded.split(' ').every((word) => /\d/.test(word) || word.length <= 2);

/**
 * What a query can mean without separators: one word, an identifier, or a code such as Q-0012. A short number at the end
 * is also searched with the leading zeros that the numbers of documents have, and a Spanish VAT number without its
 * country, which tax IDs are often stored without.
 */
export function spellingsIn(folded: string): string[] {
  if (folded.length < limits.searchCharactersMin) return [];
  const padded = withZeros(folded);
  const joined = folded.replaceAll(' ', '');
  const [, taxId] = spanishVatNumber.exec(joined) ?? [];
  return [
    ...(isIdentifier(folded) || !folded.includes(' ') ? [joined] : []),
    ...(taxId ? [taxId] : []),
    ...(padded ? [padded.join('')] : []),
  ];
}

/** The parts of a query with the leading zeros of the number at its end; undefined if it lacks none. */
function withZeros(folded: string): string[] | undefined {
  const parts = partsOf(folded);
  const last = parts.at(-1) ?? '';
  if (parts.length > partsMax || !/^\d{1,3}$/.test(last)) return undefined;
  return [...parts.slice(0, -1), last.padStart(numberDigits, '0')];
}

/**
 * The parts of a document's number from each number in it: F2026-0012 is found by 2026-0012 and 0012. A year can be
 * followed by the number without a separator.
 */
export function numberSpellings(number: string | undefined, year: string | undefined): string[] {
  const parts = partsOf(fold(number ?? '')).flatMap((part) =>
    year !== undefined && part.startsWith(year) && part.length > year.length
      ? [year, part.slice(year.length)]
      : [part],
  );
  return parts.flatMap((part, place) => (/^\d{2}/.test(part) ? [parts.slice(place).join(' ')] : []));
}
