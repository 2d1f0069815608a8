import { phoneDigits } from '#contract/field.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import type { recordTypes } from '#contract/record-types.ts';
import { fold } from '../values/search-terms.ts';
import { companyWordsOf, wordsOf } from './name-words.ts';
import { isShared } from './shared-domain.ts';

/** What a field says about a record, which determines how its values are compared and how much they count. */
export type Aspect =
  | 'personName'
  | 'companyName'
  | 'nationalId'
  | 'email'
  | 'phones'
  | 'employer'
  | 'employerName'
  | 'website'
  | 'city';

const comparedFields: {
  [Type in ComparedType]: { [Field in keyof (typeof recordTypes)[Type]['fields']]?: Aspect };
} = {
  contact: {
    fullName: 'personName',
    nationalId: 'nationalId',
    email: 'email',
    phones: 'phones',
    customerId: 'employer',
    city: 'city',
  },
  customer: { name: 'companyName', email: 'email', phones: 'phones', website: 'website', city: 'city' },
  lead: { fullName: 'personName', email: 'email', phones: 'phones', company: 'employerName' },
  vendor: { name: 'companyName', email: 'email', phones: 'phones', website: 'website' },
};

/** The fields by which records of a type are compared. */
export const comparedFieldsOf = (type: ComparedType): string[] => Object.keys(comparedFields[type]);

/** A field with its values in a form in which equal values are equal texts. Names are sorted words. */
export interface Trait {
  field: string;
  aspect: Aspect;
  values: string[];
}

/** What a record is compared by: the traits that have values, in a fixed order for each type. */
export type Subject = readonly Trait[];

export const subjectOf = (type: ComparedType, record: Readonly<Record<string, unknown>>): Subject =>
  Object.entries<Aspect>(comparedFields[type]).flatMap(([field, aspect]) => {
    const values = textsIn(record[field]).flatMap(normalized[aspect]).filter(Boolean);
    return values.length > 0 ? [{ field, aspect, values }] : [];
  });

/** The texts of a field, which has one text, or several phone numbers. */
const textsIn = (value: unknown): string[] =>
  [value]
    .flat()
    .map((one: unknown) => (typeof one === 'object' && one && 'number' in one ? one.number : one))
    .filter((one) => typeof one === 'string');

const normalized: Record<Aspect, (text: string) => string[]> = {
  personName: wordsOf,
  companyName: companyWordsOf,
  // People write separators in different places or not at all.
  nationalId: (text) => [fold(text).replaceAll(' ', '')],
  email: (text) => [text.toLowerCase()],
  phones: (text) => [phoneDigits(text)],
  employer: (id) => [id],
  employerName: companyWordsOf,
  website: (text) => [siteOf(text)],
  city: (text) => [fold(text)],
};

/** The domain of a website, with the path if companies share the domain. */
function siteOf(address: string): string {
  const url = URL.parse(address);
  if (!url) return fold(address);
  const domain = url.hostname.replace(/^www\./, '');
  return isShared(domain) ? domain + url.pathname.toLowerCase().replace(/\/+$/, '') : domain;
}
