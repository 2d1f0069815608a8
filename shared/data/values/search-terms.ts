import { readableDomains } from '#contract/email-address.ts';

/** Replacements for letters that Unicode doesn't decompose into a base letter and a mark. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
};

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

const folded = (text: string, separators: RegExp): string =>
  plain(plain(text).toLowerCase())
    .replace(/[ßæœøłđðþıħŋ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(separators, ' ')
    .trim();

/**
 * Converts a text to the form in which filters compare it, and by which names are the same: in lowercase, without accents,
 * with single spaces. Symbols stay, so that C++ differs from C#.
 */
export const foldCase = (text: string): string => folded(text, /\s+/g);

/** Converts a text to the form in which it is searched: in lowercase, without accents, words separated by single spaces. */
export const fold = (text: string): string => folded(text, /[^\p{L}\p{N}]+/gu);

/**
 * Converts a text to its sort key: folded, but with `n~` for ñ, which is sorted after n in Spanish. A tilde is greater
 * than all letters and digits of ASCII.
 */
export const sortText = (text: string): string =>
  folded(
    text
      .normalize('NFKD')
      .replaceAll('~', ' ')
      .replace(/n\u0303/gi, 'n~'),
    /[^\p{L}\p{N}~]+/gu,
  );

/**
 * A folded text, rotated to begin with each of its first `most` words: `maria gomez` becomes `maria gomez` and `gomez
 * maria`.
 */
export function rotations(folded: string, most = 6): string[] {
  const words = folded.split(' ').filter(Boolean);
  return words.slice(0, most).map((_, index) => [...words.slice(index), ...words.slice(0, index)].join(' '));
}

/** The beginning of a text that is used in keys: at most 200 code points, which are at most 800 bytes. */
export const keyText = (text: string): string => [...text].slice(0, 200).join('').trimEnd();

/**
 * Prefix of phone search terms. No folded text contains it, so a search for a phone number doesn't find digits in other
 * texts.
 */
export const phoneMark = '+';

/** A number as people dial it abroad, 00 34 …, without the zeros that stand for the plus sign. */
export const withoutDialledZeros = (text: string): string => text.replace(/^\s*00(?=[\s1-9])/, '');

/** The search term of a phone number: its digits reversed, so that the last digits form a prefix. */
export function phoneTerm(text: string): string {
  const [main = ''] = withoutDialledZeros(text).split(';');
  return phoneMark + [...main.replace(/\D/g, '')].reverse().join('');
}

/** Maximum number of parts of an e-mail address that have a search term of their own. */
const emailPartsMax = 8;

/**
 * The e-mail address, its domain, and its parts between `.`, `@`, `-`, `_` and `+`. Numbers and the top-level domain
 * have no term of their own: both would add writes, and `com` finds too many records. An internationalized domain is found
 * as people write it, and the address in ASCII, too.
 */
function emailTerms(stored: string): string[] {
  const email = readableDomains(stored);
  return [...termsOfEmail(email), ...(email === stored ? [] : [fold(stored), domainTerm(stored)])];
}

const domainTerm = (email: string): string => fold(email.slice(email.indexOf('@') + 1));

function termsOfEmail(email: string): string[] {
  const parts = fold(email).split(' ').slice(0, -1);
  const words = parts.filter((part) => !/^\p{N}+$/u.test(part)).slice(0, emailPartsMax);
  return [fold(email), domainTerm(email), ...words];
}

/** Prefix of the search terms of identifiers, which are stored for the organization only and not for each owner. */
export const identifierMark = '=';

/**
 * The search term of an identifier such as 52.123.456-7, or of the number of a code. Separators are left out, because
 * people write them in different places or not at all.
 */
export const identifierTerm = (text: string): string => identifierMark + fold(text).replaceAll(' ', '');

/** The last part of a code such as CUST-0001: its number. */
const numberIn = (code: string): string => fold(code).split(' ').at(-1) ?? '';

export const isMarked = (term: string): boolean =>
  term.startsWith(phoneMark) || term.startsWith(identifierMark);

/** The beginning of a search term by which it is partitioned: two characters, after the mark if it has one. */
export const partitionOf = (term: string): string => /^[+=]?.{0,2}/su.exec(term)?.[0] ?? '';

/**
 * Distinct search terms without those that are the beginning of another one in the same partition, since the other one
 * is found by them as well.
 */
export function distinctTerms(terms: readonly string[]): string[] {
  const distinct = [...new Set(terms)];
  const sorted = distinct.toSorted();
  const isCovered = (term: string, next = ''): boolean =>
    next.startsWith(term) && partitionOf(next) === partitionOf(term);
  const covered = new Set(sorted.filter((term, index) => isCovered(term, sorted[index + 1])));
  return distinct.filter((term) => !covered.has(term));
}

/**
 * A record's search terms of at least two characters: names and companies rotated to each of their first six words,
 * codes, identifiers and the numbers of codes, e-mail addresses with their domains and parts, and phone numbers reversed.
 */
export function searchTermsOf(parts: {
  names: (string | undefined)[];
  emails: (string | undefined)[];
  phones: string[];
  companies?: (string | undefined)[];
  codes?: string[];
  identifiers?: string[];
}): string[] {
  const companies = (parts.companies ?? []).flatMap((company) => rotations(fold(company ?? '')));
  const codes = (parts.codes ?? []).map(fold);
  const identifiers = [...(parts.identifiers ?? []), ...(parts.codes ?? []).map(numberIn)].map(
    identifierTerm,
  );
  const names = rotations(fold(parts.names.filter(Boolean).join(' ')));
  const emails = parts.emails.flatMap((email) => (email ? emailTerms(email) : []));
  const phones = parts.phones.map(phoneTerm);
  const all = [...names, ...companies, ...codes, ...identifiers, ...emails, ...phones];
  return distinctTerms(all.filter((word) => word.length >= (isMarked(word) ? 3 : 2)).map(keyText));
}
