import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { fold } from '../values/search-terms.ts';
import type { PersonRecord } from './erasure-runs.ts';
import { nameWords } from './name-words.ts';
import type { FullName, Identity } from './person-texts.ts';

/** The fields of records by which persons are known. */
export interface PersonValues {
  firstName?: string;
  lastName?: string;
  email?: string;
  phones?: readonly { number: string }[];
}

/** What identifies the person whose records these are. */
export function identityOf(records: readonly PersonValues[]): Identity {
  const emails = new Set(records.flatMap(({ email }) => email ?? []));
  const numbers = new Set(records.flatMap(({ phones = [] }) => phones.map(({ number }) => number)));
  const names = new Map(
    records.map(({ firstName = '', lastName = '' }): [string, FullName] => [
      `${firstName}\n${lastName}`,
      { firstName, lastName },
    ]),
  );
  return {
    emails: [...emails],
    phones: [...numbers].map((number) => ({ number, national: nationalOf(number) })),
    names: [...names.values()].filter(
      ({ firstName, lastName }) => nameWords(firstName, lastName) !== undefined,
    ),
  };
}

const nationalOf = (number: string): string => parsePhoneNumberFromString(number)?.nationalNumber ?? '';

/** What identifies a person by two sets of records. */
export const joined = (one: Identity, other: Identity): Identity => ({
  ...(one.isNameShared || other.isNameShared ? { isNameShared: true } : {}),
  emails: [...new Set([...one.emails, ...other.emails])],
  phones: distinct([...one.phones, ...other.phones], ({ number }) => number),
  names: distinct([...one.names, ...other.names], ({ firstName, lastName }) => `${firstName}\n${lastName}`),
});

const distinct = <T>(values: readonly T[], nameOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [nameOf(value), value])).values(),
];

/** The e-mail addresses and phone numbers of a person. */
export const contactValues = ({ emails, phones }: Identity): string[] => [
  ...emails,
  ...phones.map(({ number }) => number),
];

/** What is remembered after an erasure: the values, and each of them together with the name. */
export const rememberedValues = (identity: Identity): string[] => [
  ...contactValues(identity),
  ...namedValues(identity),
];

/**
 * Texts that identify one person, while several persons can share a phone number. Up to 0.4, the words of the name had
 * their order.
 */
export const namedValues = (identity: Identity): string[] =>
  identity.names.flatMap(({ firstName, lastName }) =>
    contactValues(identity).flatMap((value) => [
      `${fold(`${firstName} ${lastName}`)} ${value}`,
      `${nameWords(firstName, lastName)} ${value}`,
    ]),
  );

/** The text by which an erased record is remembered. */
export const rememberedRecord = ({ type, id }: PersonRecord): string => `${type}#${id}`;

/** Whether two records have an e-mail address or a phone number in common. */
export const sharesContact = (one: PersonValues, { emails, phones }: Identity): boolean =>
  (one.email !== undefined && emails.includes(one.email)) ||
  (one.phones ?? []).some(({ number }) => phones.some((phone) => phone.number === number));
