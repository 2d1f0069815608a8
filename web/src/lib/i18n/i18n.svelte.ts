import type { Messages } from './messages.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'cobalt.language';
/** Texts that are fetched together: what everything needs, getting in, being in, what lists do without, and what only settings, the organization chart or files need. */
type Area =
  'outside' | 'atSignIn' | 'inside' | 'beyondLists' | 'inSettings' | 'inAnalytics' | 'inChart' | 'withFiles';
const loaders: Record<Language, Record<Area, () => Promise<Partial<Messages>>>> = {
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
/** What has been asked for, or is being fetched. */
const areas: Partial<Record<Area, Promise<void> | undefined>> = { outside: Promise.resolve() };

/** The language of the interface; reading it in a component follows changes. */
export const language = () => current;

/**
 * The texts of the current language: `t.nav.dashboard`. Every key exists in every language, or it does not
 * compile. Ready once `useLanguage` has resolved, which the root layout waits for; those of other areas once `useTexts`
 * has.
 */
export const t = new Proxy({} as Messages, {
  get: (_, area) => messages[area as keyof Messages],
});

/** The language chosen on this device, else the browser's, else English. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return [stored, ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';
}

export async function useLanguage(next: Language): Promise<void> {
  let known: Area[];
  let parts: Partial<Messages>[];
  // Another area may be asked for while these are fetched.
  do {
    known = Object.keys(areas) as Area[];
    parts = await Promise.all(known.map((area) => loaders[next][area]()));
  } while (known.length < Object.keys(areas).length);
  messages = Object.assign({}, ...parts) as Partial<Messages>;
  current = next;
  document.documentElement.lang = next;
}

/** Fetches the texts of an area, once. */
export function useTexts(area: Exclude<Area, 'outside'>): Promise<void> {
  return (areas[area] ??= fetchTexts(area).catch((error: unknown) => {
    areas[area] = undefined;
    throw error;
  }));
}

async function fetchTexts(area: Area): Promise<void> {
  const wanted = current;
  const texts = await loaders[wanted][area]();
  // The language may have changed meanwhile.
  if (wanted !== current) return fetchTexts(area);
  messages = { ...messages, ...texts };
}

/** Changes the language and keeps it for this device. */
export async function chooseLanguage(next: Language): Promise<void> {
  localStorage.setItem(storageKey, next);
  await useLanguage(next);
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
