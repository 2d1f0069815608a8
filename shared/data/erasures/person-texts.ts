import { readableDomains } from '#contract/email-address.ts';
import { phoneParts } from '#contract/field.ts';
import { phoneForms, type PhoneNumber } from './phone-forms.ts';

/** What identifies a person in texts. */
export interface Identity {
  /** In lowercase. */
  emails: readonly string[];
  /** In E.164 form, such as +573001234567. */
  phones: readonly PhoneNumber[];
  /** First and last names together. A first name alone identifies nobody. */
  names: readonly FullName[];
  /** Whether other records have the same full name, so that a text with nothing but the name can be about them. */
  isNameShared?: boolean | undefined;
}

export interface FullName {
  firstName: string;
  lastName: string;
}

/** What replaces a person's e-mail address, phone number or name in texts that stay. */
export const erasedText = '[erased]';

/** Finds the texts of a person. Contact details identify one person, while a name can also be that of another one. */
export interface Finder {
  contact: RegExp | undefined;
  name: RegExp | undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const decomposed = (text: string): string => text.normalize('NFD');

const before = String.raw`(?<![\p{L}\p{N}\p{M}])`;
const after = String.raw`(?![\p{L}\p{N}\p{M}])`;

/**
 * What may not be before an address: the beginning of another one. Markup, an ellipsis, and characters that a URL or JSON
 * escapes may.
 */
const beforeAddress = String.raw`(?:(?<![\p{L}\p{N}\p{M}](?:\.|[_%+-]{0,8}))|(?<=%[0-9a-f]{2}|\\[nrt]))`;
const afterAddress = String.raw`(?!-*[\p{L}\p{N}\p{M}]|\.[\p{L}\p{N}])`;

/** A character as it is, escaped by a backslash as in Markdown, or encoded as in a URL. */
function writtenAs(character: string): string {
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return character;
  const code = Buffer.from(character).toString('hex');
  return String.raw`(?:\\?${escaped(character)}|%${code})`;
}

/** An address that is the beginning or the end of another one is not meant. */
const emailPattern = (email: string): string =>
  `${beforeAddress}${[...decomposed(email)].map(writtenAs).join('')}${afterAddress}`;

/** An address with an internationalized domain, as it is stored and as people write it. */
const spellings = (email: string): string[] => [...new Set([email, readableDomains(email)])];

/** Between two digits of a phone number, people and programs write up to three of these. */
const betweenDigits = String.raw`(?:[\s()./,_·\\\u2010-\u2015-]|%20|%2d){0,3}`;
const digitsPattern = (digits: string): string => [...digits].join(betweenDigits);
/** Shorter national numbers occur by chance. */
const nationalDigitsMin = 7;

/** A number with an extension is meant only together with it: the others of the company share the number. */
const phonePatterns = (phone: PhoneNumber): string[] =>
  phoneForms(phone).flatMap(({ number, national }) => {
    const { digits, extension } = phoneParts(number);
    const end = (extension === undefined ? '' : String.raw`\D{1,12}${extension}`) + after;
    return [
      String.raw`${before}(?:\+|00|%2b)?\s?${digitsPattern(digits)}${end}`,
      ...(national.length < nationalDigitsMin ? [] : [`${before}\\(?0?${digitsPattern(national)}${end}`]),
    ];
  });

const wordsOf = (text: string): string[] => decomposed(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** The words in this order, whatever their accents and case are, and whatever is between them. */
function wordsPattern(words: readonly string[]): string {
  const letters = (word: string) =>
    [...word.replace(/\p{M}/gu, '')].map((letter) => String.raw`${escaped(letter)}\p{M}*`).join('');
  return `${before}${words.map(letters).join(String.raw`[^\p{L}\p{N}]{1,3}`)}${after}`;
}

const namePatterns = ({ firstName, lastName }: FullName): string[] => {
  const [first, last] = [wordsOf(firstName), wordsOf(lastName)];
  if (first.length === 0 || last.length === 0) return [];
  return [wordsPattern([...first, ...last]), wordsPattern([...last, ...first])];
};

const anyOf = (patterns: readonly string[]): RegExp | undefined =>
  patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'giu');

export const finderOf = ({ emails, phones, names, isNameShared }: Identity): Finder => ({
  contact: anyOf([...emails.flatMap(spellings).map(emailPattern), ...phones.flatMap(phonePatterns)]),
  name: isNameShared ? undefined : anyOf(names.flatMap(namePatterns)),
});

/** Ids and timestamps contain digits by chance. */
const isGenerated = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) || /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text);

const patternsOf = ({ contact, name }: Finder): RegExp[] =>
  [contact, name].filter((one) => one !== undefined);

function replaced(text: string, finder: Finder): string {
  if (isGenerated(text)) return text;
  const from = decomposed(text);
  const to = patternsOf(finder).reduce((left, pattern) => left.replace(pattern, erasedText), from);
  return to === from ? text : to.normalize('NFC');
}

/** A value with the person's texts replaced, in lists and objects as well. Without any, it is the same value. */
export function withoutPerson<T>(value: T, finder: Finder): T {
  if (typeof value === 'string') return replaced(value, finder) as T;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => withoutPerson(item, finder));
    return items.some((item, index) => item !== value[index]) ? (items as T) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, part]) => [name, withoutPerson<unknown>(part, finder)] as const,
  );
  const isSame = entries.every(([name, part]) => part === (value as Record<string, unknown>)[name]);
  return isSame ? value : (Object.fromEntries(entries) as T);
}

export const mentionsPerson = (value: unknown, finder: Finder): boolean =>
  withoutPerson(value, finder) !== value;
