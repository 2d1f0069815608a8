import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
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
    names: [...names.values()].filter(({ firstName, lastName }) => firstName !== '' && lastName !== ''),
  };
}

const nationalOf = (number: string): string => parsePhoneNumberFromString(number)?.nationalNumber ?? '';

/** What identifies a person by two sets of records. */
export const joined = (one: Identity, other: Identity): Identity => ({
  emails: [...new Set([...one.emails, ...other.emails])],
  phones: distinct([...one.phones, ...other.phones], ({ number }) => number),
  names: distinct([...one.names, ...other.names], ({ firstName, lastName }) => `${firstName}\n${lastName}`),
});

const distinct = <T>(values: readonly T[], nameOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [nameOf(value), value])).values(),
];

/** The values that are remembered after an erasure. */
export const rememberedValues = ({ emails, phones }: Identity): string[] => [
  ...emails,
  ...phones.map(({ number }) => number),
];

/** Whether two records have an e-mail address or a phone number in common. */
export const sharesContact = (one: PersonValues, { emails, phones }: Identity): boolean =>
  (one.email !== undefined && emails.includes(one.email)) ||
  (one.phones ?? []).some(({ number }) => phones.some((phone) => phone.number === number));
