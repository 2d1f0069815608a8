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
 * Converts a text to the form in which text is compared and searched: in lowercase, without accents, words separated by
 * single spaces.
 */
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

/** The search term of a phone number: its digits reversed, so that the last digits form a prefix. */
export function phoneTerm(text: string): string {
  return phoneMark + [...text.replace(/\D/g, '')].reverse().join('');
}

/**
 * A record's search terms of at least two characters: names and companies rotated to each of their first six words,
 * codes, e-mail addresses and their domains, and phone numbers reversed.
 */
export function searchTermsOf(parts: {
  names: (string | undefined)[];
  emails: (string | undefined)[];
  phones: string[];
  companies?: (string | undefined)[];
  codes?: string[];
}): string[] {
  const companies = (parts.companies ?? []).flatMap((company) => rotations(fold(company ?? '')));
  const codes = (parts.codes ?? []).map(fold);
  const names = rotations(fold(parts.names.filter(Boolean).join(' ')));
  const emails = parts.emails.flatMap((email) =>
    email ? [fold(email), fold(email.slice(email.indexOf('@') + 1))] : [],
  );
  const phones = parts.phones.map(phoneTerm);
  return [...new Set([...names, ...companies, ...codes, ...emails, ...phones])]
    .filter((word) => word.length >= 2)
    .map(keyText);
}
