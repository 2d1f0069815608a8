import type { Language } from '#contract/language.ts';
import { nounsOf, type Naming, type Nouns } from '#contract/nouns.ts';
import { recordTypes } from '#contract/record-types.ts';
import { agreeing } from '#contract/spanish.ts';
import type { Organization } from '#contract/organization.ts';
import {
  firstEntries,
  rulesOf,
  productDefault,
  statusListNames,
  type StatusListName,
} from '#contract/status-list.ts';
import type { Status } from '#contract/status.ts';
import type { PresetEntry, Text } from './preset.ts';
import { allPresets } from './presets.ts';

/** A stored status or source. It has no name while the product's translated names apply. */
export type StoredStatus = Omit<Status, 'name' | 'names'> & { name?: string };

/** Whether a preset contains a status or source. */
export const isProducts = (list: StatusListName, id: string): boolean => productEntry(list, id) !== undefined;

const productEntry = (list: StatusListName, id: string): PresetEntry | undefined =>
  allPresets.flatMap(({ lists }) => lists[list] ?? []).find(([entryId]) => entryId === id);

/** How an organization calls things, in the languages in which the product names statuses and sources. */
export type StatusNouns = Record<Language, Nouns>;

/** Computed once for all entries of all lists, because settings are read very often. */
export const statusNouns = (naming: Naming): StatusNouns => ({
  en: nounsOf('en', naming),
  es: nounsOf('es', naming),
});

/** The product's names of a status or source in an organization; undefined if no preset contains it. */
function productNames(list: StatusListName, id: string, nouns: StatusNouns): Status['names'] {
  const [, meaning, name] = productEntry(list, id) ?? [];
  if (!name) return undefined;
  const [en, es] = name;
  const called = calledAs[id];
  if (called) return { en: called(nouns.en), es: called(nouns.es) };
  const [otherEn, otherEs] = besideLeads[id] ?? name;
  return {
    en: isLead(en, nouns.en) ? otherEn : en,
    es: isLead(es, nouns.es) ? otherEs : meaning === undefined ? es : agreeingIn(list, es, nouns),
  };
}

/** Whether the organization calls its leads what an entry is called. */
const isLead = (name: string, { lead }: Nouns): boolean => lead.One === name;

/** Other names of entries for organizations that call their leads so, which tell the entry from a lead. */
const besideLeads: Partial<Record<string, Text>> = { prospect: ['Potential', 'Potencial'] };

/** Entries that are called as the organization or its country calls something. */
const calledAs: Partial<Record<string, (nouns: Nouns) => string>> = {
  invoice: ({ invoice }) => invoice.One,
  'credit-note': ({ creditNote }) => creditNote.One,
  'direct-debit': ({ terms }) => terms.directDebit,
};

/** A Spanish status as it agrees with the noun of its records. Kinds of activities are nouns themselves. */
function agreeingIn(list: StatusListName, es: string, nouns: StatusNouns): string {
  const type = Object.values(recordTypes).find(({ statusLists }) => Object.hasOwn(statusLists, list));
  return type ? agreeing(es, nouns.es[type.name]) : es;
}

export const storedStatus = ({ name, names, ...entry }: Status): StoredStatus =>
  names ? entry : { ...entry, name };

export function statusFrom(list: StatusListName, stored: StoredStatus, nouns: StatusNouns): Status {
  if (stored.name !== undefined) return { ...stored, name: stored.name };
  const names = productNames(list, stored.id, nouns);
  return { ...stored, name: names?.en ?? stored.id, ...(names ? { names } : {}) };
}

/**
 * The entries of a list, with the product's default if the organization has not chosen one. An organization that has
 * chosen none has entries whose `isDefault` is false.
 */
export function withProductDefault(list: StatusListName, entries: Status[]): Status[] {
  const id = productDefault(list);
  if (id === undefined || entries.some(({ isDefault }) => isDefault !== undefined)) return entries;
  return entries.map((entry) => (entry.id === id && !entry.retired ? { ...entry, isDefault: true } : entry));
}

/** A list with the product's entries for meanings that the product didn't need yet when the list was stored. */
export function withNeeded(list: StatusListName, entries: readonly Status[], nouns: StatusNouns): Status[] {
  const missing = rulesOf(list).needed.filter((needed) => entries.every(({ meaning }) => meaning !== needed));
  const added = firstEntries(list).flatMap(({ id, meaning }) =>
    meaning && missing.includes(meaning) ? [statusFrom(list, { id, meaning }, nouns)] : [],
  );
  return [...entries, ...added];
}

/** The organization whose product statuses and sources are named as it calls things by now. */
export function withNamesOf(organization: Organization): Organization {
  const nouns = statusNouns(organization);
  const named = statusListNames.map(
    (list) =>
      [list, organization[list].map((entry) => statusFrom(list, storedStatus(entry), nouns))] as const,
  );
  return { ...organization, ...Object.fromEntries(named) };
}
