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

/** The beginning of a text that is used in keys: at most 200 code points, which are at most 800 bytes. */
export const keyText = (text: string): string => [...text].slice(0, 200).join('').trimEnd();

/**
 * Prefix of the terms of phone numbers. No folded text contains it, so a search for a phone number doesn't find digits in other
 * texts.
 */
export const phoneMark = '+';

/** A number as people dial it abroad, 00 34 …, without the zeros that stand for the plus sign. */
const withoutDialledZeros = (text: string): string => text.replace(/^\s*00(?=[\s1-9])/, '');

/** With fewer digits, a text is the end of a number, whose zeros are digits. */
const wholeNumberDigits = 9;

/** The same of a number that was typed to find it, or the end of one. */
export const withoutTypedZeros = (text: string): string =>
  text.replace(/\D/g, '').length < wholeNumberDigits ? text : withoutDialledZeros(text);

/** The term of a phone number of which the last digits were typed. */
export const phoneEndTerm = (text: string): string => reversedTerm(withoutTypedZeros(text));

/** The term of a phone number: its digits reversed, so that the last digits form a prefix. */
export function phoneTerm(text: string): string {
  const [main = ''] = withoutDialledZeros(text).split(';');
  return reversedTerm(main);
}

const reversedTerm = (text: string): string => phoneMark + [...text.replace(/\D/g, '')].reverse().join('');

/** Prefix of the terms of identifiers. */
const identifierMark = '=';

/**
 * The term of an identifier such as 52.123.456-7, or of the number of a code. Separators are left out, because
 * people write them in different places or not at all.
 */
export const identifierTerm = (text: string): string => identifierMark + fold(text).replaceAll(' ', '');

/** The beginning of a lookup term by which it is partitioned: two characters, after the mark if it has one. */
export const partitionOf = (term: string): string => /^[+=]?.{0,2}/su.exec(term)?.[0] ?? '';
