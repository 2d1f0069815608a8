import type { Messages } from './en.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'cobalt.language';
const loaders: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
};

let current = $state<Language>('en');
let messages = $state.raw<Messages>();

/** The language of the interface; reading it in a component follows changes. */
export const language = () => current;

/**
 * The texts of the current language: `t.nav.dashboard`. Every key exists in every language, or it does not
 * compile. Ready once `useLanguage` has resolved, which the root layout waits for.
 */
export const t = new Proxy({} as Messages, {
  get: (_, area) => (messages as Messages)[area as keyof Messages],
});

/** The language chosen on this device, else the browser's, else English. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return [stored, ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';
}

export async function useLanguage(next: Language): Promise<void> {
  messages = await loaders[next]();
  current = next;
  document.documentElement.lang = next;
}

/** Changes the language and keeps it for this device. */
export async function chooseLanguage(next: Language): Promise<void> {
  localStorage.setItem(storageKey, next);
  await useLanguage(next);
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
