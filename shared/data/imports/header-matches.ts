import { distance } from 'fastest-levenshtein';
import { fullNameField, noteField } from '#contract/import-columns.ts';
import { languages } from '#contract/language.ts';
import { isEntryType } from '#contract/entry-type-names.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { fold } from '../values/search-terms.ts';
import { entryHeaderSynonyms } from './entry-header-synonyms.ts';
import { headerSynonyms } from './header-synonyms.ts';
import { fillerWords, foreignWords, placeWords, typeWords } from './header-words.ts';
import type { ImportField } from './import-field.ts';
import { phoneTextOf, type PhoneLabel } from './phone-label.ts';

/** A field that a header can mean. Of several columns for a field, the one with the lowest cost is taken. */
export interface HeaderMatch {
  field: string;
  cost: number;
  label?: PhoneLabel;
  /** A further column of a first or last name, such as "Middle Name". */
  isFurther?: boolean;
}

/** The form of a header in which headers are compared and remembered: folded. */
export const headerKey = (header: string): string => fold(header.slice(0, charactersMax));

/** Longer headers are texts and name no field. */
const charactersMax = 200;

/**
 * Costs of reading a header in another way than literally. Ranks of synonyms are below 1. A field of the record comes before
 * a note.
 */
const costs = { note: 0.5, fieldName: 1, withoutUnit: 1, withoutType: 2, withoutPlace: 4, misspelled: 20 };

/** Fields by the keys of headers that mean them, with the ranks of these headers. */
export type KnownHeaders = ReadonlyMap<string, readonly Omit<HeaderMatch, 'label'>[]>;

const further: Readonly<Record<string, string>> = { furtherFirst: 'firstName', furtherLast: 'lastName' };

/** All headers that mean one of the fields: its labels, its name and its synonyms in all languages. */
export function knownHeaders(fields: readonly ImportField[], type?: ImportTypeName): KnownHeaders {
  const known = new Map<string, Omit<HeaderMatch, 'label'>[]>();
  const add = (key: string, match: Omit<HeaderMatch, 'label'>) => {
    if (key !== '') known.set(key, [...(known.get(key) ?? []), match]);
  };
  const names = new Set(fields.map(({ name }) => name));
  for (const { name, labels } of fields) {
    for (const label of labels) add(headerKey(label), { field: name, cost: 0 });
    // "Contact Owner.id" is less useful than "Contact Owner".
    add(headerKey(spaced(name)), { field: name, cost: costs.fieldName });
  }
  const isPerson = names.has('firstName') && names.has('lastName');
  for (const language of languages) {
    for (const [name, synonyms] of Object.entries(synonymsFor(type)[language])) {
      const field = further[name] ?? name;
      if (!names.has(field) && !(isPerson && field === fullNameField)) continue;
      const isFurther = name in further ? { isFurther: true } : {};
      for (const [rank, key] of synonyms.split('|').entries())
        add(key, { field, cost: rank / 100 + (field === noteField ? costs.note : 0), ...isFurther });
    }
  }
  return known;
}

const synonymsFor = (type: ImportTypeName | undefined): typeof headerSynonyms =>
  type && isEntryType(type) ? entryHeaderSynonyms : headerSynonyms;

/** The fields that a header can mean, in any order. */
export function matchesOf(header: string, type: ImportTypeName, known: KnownHeaders): HeaderMatch[] {
  const asWritten = spellings(header, type, known);
  if (asWritten.length > 0) return asWritten;
  // Only now, because it takes names such as WhatsApp apart.
  const inWords = spellings(spaced(header), type, known);
  if (inWords.length > 0 || isForeign(header)) return inWords;
  return misspelled(headerKey(header), known);
}

/** Names of properties as words: `firstName` is "first Name". */
const spaced = (name: string): string => name.slice(0, charactersMax).replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ');

function spellings(header: string, type: ImportTypeName, known: KnownHeaders): HeaderMatch[] {
  const key = headerKey(header);
  const withoutUnit = headerKey(header.replace(/\([^()]*\)/g, ' '));
  const bare = withoutType(key, type);
  const place = withoutPlace(bare);
  return [
    ...literal(key, 0, known),
    ...(withoutUnit === key ? [] : literal(withoutUnit, costs.withoutUnit, known)),
    ...(bare === key ? [] : literal(bare, costs.withoutType, known)),
    ...(place.key === bare ? [] : literal(place.key, costs.withoutPlace + place.cost, known)),
    ...phoneMatches(bare),
  ];
}

/** Whether a header names something that no field is for. */
export const isForeign = (header: string): boolean =>
  headerKey(header)
    .split(' ')
    .some((word) => foreignWords.has(word));

const literal = (key: string, cost: number, known: KnownHeaders): HeaderMatch[] =>
  (known.get(key) ?? []).map((match) => ({ ...match, cost: match.cost + cost }));

/** Leaves out the record type: "deal stage", "stage of deal" and "etapa del negocio" are stages. */
export function withoutType(key: string, type: ImportTypeName): string {
  const own = new Set((typeWords[type] ?? type).split(' '));
  const words = key.split(' ');
  const start = own.has(words[0] ?? '') ? 1 : 0;
  const rest = words.slice(start);
  const kept = start === 0 && own.has(rest.at(-1) ?? '') ? withoutFillers(rest.slice(0, -1)) : rest;
  return kept.length > 0 ? kept.join(' ') : key;
}

/** Leaves out numbers and places: "E-mail 1 - Value" and "E-mail (work)" are addresses, in this order. */
function withoutPlace(key: string): { key: string; cost: number } {
  const words = key.split(' ');
  const number = Number(words.find((word) => /^\d$/.test(word)) ?? 1);
  let rest = withoutFillers(words.filter((word) => !/^\d$/.test(word)));
  let cost = number / 10;
  while (rest.length > 1) {
    const [first = ''] = rest;
    const last = rest.at(-1) ?? '';
    const rank = placeWords.get(first) ?? placeWords.get(last);
    if (rank === undefined) break;
    rest = placeWords.has(first) ? rest.slice(1) : withoutFillers(rest.slice(0, -1));
    cost += rank;
  }
  return { key: rest.join(' '), cost };
}

function withoutFillers(words: string[]): string[] {
  const end = words.findLastIndex((word) => !fillerWords.has(word));
  return words.slice(0, end + 1);
}

function phoneMatches(key: string): HeaderMatch[] {
  const text = phoneTextOf(key);
  if (!text?.isPhone) return [];
  const number = Number(/\d/.exec(key)?.[0] ?? 1);
  return [{ field: 'phones', cost: number / 10, ...(text.label ? { label: text.label } : {}) }];
}

/** Headers with one wrong letter, or two in longer ones. */
function misspelled(key: string, known: KnownHeaders): HeaderMatch[] {
  const wrongMax = key.length < 5 ? 0 : key.length < 9 ? 1 : 2;
  if (wrongMax === 0 || /\d/.test(key)) return [];
  return [...known.keys()]
    .filter((other) => Math.abs(other.length - key.length) <= wrongMax && distance(other, key) <= wrongMax)
    .flatMap((other) => literal(other, costs.misspelled, known));
}
