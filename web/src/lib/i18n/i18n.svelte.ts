import { recordNouns } from '#contract/record-nouns.ts';
import type { Organization } from '#contract/organization.ts';
import type { Messages } from './messages.ts';
import { nounsOf, type Nouns } from './nouns.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'cobalt.language';
/** Groups of texts that are loaded together. */
type Area =
  'outside' | 'atSignIn' | 'inside' | 'beyondLists' | 'inSettings' | 'inAnalytics' | 'inChart' | 'withFiles';
/** Makes the texts of an area, given what records are called. */
type TextsOf = (nouns: Nouns) => Partial<Messages>;
const loaders: Record<Language, Record<Area, () => Promise<TextsOf>>> = {
  en: {
    outside: async () => (await import('./en/outside.ts')).outside,
    atSignIn: async () => (await import('./en/auth.ts')).atSignIn,
    inside: async () => (await import('./en/inside.ts')).inside,
    beyondLists: async () => (await import('./en/beyond-lists.ts')).beyondLists,
    inSettings: async () => (await import('./en/in-settings.ts')).inSettings,
    inAnalytics: async () => (await import('./en/in-analytics.ts')).inAnalytics,
    inChart: async () => (await import('./en/in-chart.ts')).inChart,
    withFiles: async () => (await import('./en/with-files.ts')).withFiles,
  },
  es: {
    outside: async () => (await import('./es/outside.ts')).outside,
    atSignIn: async () => (await import('./es/auth.ts')).atSignIn,
    inside: async () => (await import('./es/inside.ts')).inside,
    beyondLists: async () => (await import('./es/beyond-lists.ts')).beyondLists,
    inSettings: async () => (await import('./es/in-settings.ts')).inSettings,
    inAnalytics: async () => (await import('./es/in-analytics.ts')).inAnalytics,
    inChart: async () => (await import('./es/in-chart.ts')).inChart,
    withFiles: async () => (await import('./es/with-files.ts')).withFiles,
  },
};

let current = $state<Language>('en');
let messages = $state.raw<Partial<Messages>>({});
/** Areas that are loaded or loading. */
const areas: Partial<Record<Area, Promise<void> | undefined>> = { outside: Promise.resolve() };
/** What has come, in the current language. */
let loaded: Partial<Record<Area, TextsOf>> = {};
let ownWords: Organization['wording'];

/** The interface language; components that read it update when it changes. */
export const language = () => current;

/**
 * The texts of the current language: `t.nav.dashboard`. Missing translations don't compile. Texts are available once
 * `useLanguage` has resolved, which the root layout awaits; those of other areas once `useTexts` has.
 */
export const t = new Proxy({} as Messages, {
  get: (_, area) => messages[area as keyof Messages],
});

let lastUse = 0;

/** Puts what an organization calls its records into every text, until what it gives is called or another one is used. */
export function useWording(next: Organization['wording']): () => void {
  const use = (lastUse += 1);
  take(next);
  return () => {
    if (use === lastUse) take(undefined);
  };
}
function take(words: Organization['wording']): void {
  if (words === ownWords) return;
  ownWords = words;
  messages = textsOf(loaded);
}

function textsOf(makers: typeof loaded): Partial<Messages> {
  const nouns = nounsOf(recordNouns[current], ownWords);
  return Object.assign({}, ...Object.values(makers).map((make) => make(nouns))) as Partial<Messages>;
}

/** The language chosen on this device, otherwise the browser's, otherwise English. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return [stored, ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';
}

export async function useLanguage(next: Language): Promise<void> {
  let known: Area[];
  let parts: (readonly [Area, TextsOf])[];
  // Another area can be requested while these are loading.
  do {
    known = Object.keys(areas) as Area[];
    parts = await Promise.all(known.map(async (area) => [area, await loaders[next][area]()] as const));
  } while (known.length < Object.keys(areas).length);
  current = next;
  loaded = Object.fromEntries(parts);
  messages = textsOf(loaded);
  document.documentElement.lang = next;
}

/** Loads the texts of an area once. */
export function useTexts(area: Exclude<Area, 'outside'>): Promise<void> {
  return (areas[area] ??= fetchTexts(area).catch((error: unknown) => {
    areas[area] = undefined;
    throw error;
  }));
}

async function fetchTexts(area: Area): Promise<void> {
  const wanted = current;
  const make = await loaders[wanted][area]();
  // The language may have changed meanwhile.
  if (wanted !== current) return fetchTexts(area);
  loaded = { ...loaded, [area]: make };
  messages = { ...messages, ...textsOf({ [area]: make }) };
}

/** Changes the language and stores the choice on this device. */
export async function chooseLanguage(next: Language): Promise<void> {
  localStorage.setItem(storageKey, next);
  await useLanguage(next);
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
