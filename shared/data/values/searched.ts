import { readableDomains } from '#contract/email-address.ts';
import { fold, identifierTerm, keyText, phoneMark, phoneTerm } from './search-terms.ts';

type Texts = readonly (string | undefined)[];

/** What people find a record by, as it is stored. */
export interface Searched {
  /** Names, titles and other texts, which are found by the beginnings of their words. */
  texts?: Texts;
  emails?: Texts;
  phones?: readonly string[];
  /** Codes such as CUST-0001. */
  codes?: Texts;
  /** National IDs, tax IDs, numbers of documents: found with and without their separators. */
  identifiers?: Texts;
  /** Further words by which the record is found, such as parts of a document's number without separators. */
  spellings?: readonly string[];
}

/** Words beyond these aren't searched. */
const wordsMax = 300;

const joined = (text: string): string => fold(text).replaceAll(' ', '');

const given = (texts: Texts = []): string[] =>
  texts.filter((text) => text !== undefined && text !== '') as string[];

/** An e-mail address as it is stored and, if its domain is internationalized, as people write it. */
const spelled = (email: string): string[] => [...new Set([readableDomains(email), email])];

/** The different words by which a record is searched, each without spaces: folded words, and the reversed digits of phone numbers after a mark. */
export function searchWordsOf({
  texts,
  emails,
  phones,
  codes,
  identifiers,
  spellings = [],
}: Searched): string[] {
  const folded = [...given(texts), ...given(emails).flatMap(spelled), ...given(codes)].flatMap((text) =>
    fold(text).split(' '),
  );
  const whole = [...given(codes), ...given(identifiers)].map(joined);
  const words = [...folded, ...whole, ...spellings.map(joined), ...(phones ?? []).map(phoneTerm)];
  return [...new Set(words.map(keyText))]
    .filter((word) => word !== '' && word !== phoneMark)
    .slice(0, wordsMax);
}

/** Numbers of the same line are written with and without their country and area, so that only the last digits count. */
export const comparedDigits = 9;

/** The term by which a phone number is looked up: its last digits, reversed. */
export const phoneLookup = (number: string): string =>
  phoneTerm(number).slice(0, phoneMark.length + comparedDigits);

/** The terms by which an e-mail address is looked up. */
export const emailLookups = (email: string): string[] => spelled(email).map((text) => keyText(fold(text)));

/** A term this short says too little. */
const shortestTerm = 3;

/**
 * The terms by which a record is looked up by a whole value: e-mail addresses, phone numbers and identifiers. Each costs a
 * write unit when the record is created.
 */
export function lookupTermsOf({ emails, phones = [], identifiers }: Searched): string[] {
  const terms = [
    ...given(emails).flatMap(emailLookups),
    ...phones.map(phoneLookup),
    ...given(identifiers).map((text) => keyText(identifierTerm(text))),
  ];
  return [...new Set(terms)].filter((term) => term.length >= shortestTerm);
}
