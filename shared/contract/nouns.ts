import { countryTerms, type CountryTerms } from './country-terms.ts';
import type { Language } from './language.ts';
import { capitalized, inSentence, type NounForms } from './noun.ts';
import { recordNouns } from './record-nouns.ts';
import type { RecordTypeName } from './record-types.ts';

/** A noun for use within a sentence (`one`, `many`) and at its beginning (`One`, `Many`). */
export interface Noun extends NounForms {
  One: string;
  Many: string;
}

type NamedTerm = {
  [Name in keyof CountryTerms]: CountryTerms[Name] extends string ? never : Name;
}[keyof CountryTerms];

/** The nouns for each record type and for what countries name differently, from which texts about them are created. */
export type Nouns = Record<RecordTypeName | NamedTerm, Noun> & {
  /** What else is called differently from country to country, as labels. */
  terms: Omit<CountryTerms, NamedTerm>;
};

/** What decides how an organization calls things: its custom names of record types, and its country. */
export interface Naming {
  wording?: Partial<Record<RecordTypeName, NounForms>> | undefined;
  country?: string | undefined;
}

const nounOf = ({ one, many }: NounForms): Noun => ({
  one: inSentence(one),
  many: inSentence(many),
  One: capitalized(one),
  Many: capitalized(many),
});

/** The nouns of an organization: its custom labels, otherwise those of its country in the language. */
export function nounsOf(language: Language, { wording = {}, country }: Naming = {}): Nouns {
  const { quote, creditNote, taxRate, ...terms } = countryTerms(language, country);
  const forms = { ...recordNouns[language], quote, creditNote, taxRate, ...wording };
  const nouns = Object.entries(forms).map(([name, noun]) => [name, nounOf(noun)]);
  return { ...Object.fromEntries(nouns), terms } as Nouns;
}

const recordTypeNames = Object.keys(recordNouns.en) as RecordTypeName[];

/** Creates the same text for every record type, using the nouns for each type. */
export const ofTypes = <Text>(nouns: Nouns, make: (noun: Noun) => Text): Record<RecordTypeName, Text> =>
  Object.fromEntries(recordTypeNames.map((type) => [type, make(nouns[type])])) as never;
