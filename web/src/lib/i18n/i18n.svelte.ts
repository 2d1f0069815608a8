import type { Inside, Messages, Outside } from './messages.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'cobalt.language';
const loaders: Record<Language, { outside: () => Promise<Outside>; inside: () => Promise<Inside> }> = {
  en: {
    outside: async () => (await import('./en/outside.ts')).outside,
    inside: async () => (await import('./en/inside.ts')).inside,
  },
  es: {
    outside: async () => (await import('./es/outside.ts')).outside,
    inside: async () => (await import('./es/inside.ts')).inside,
  },
};

let current = $state<Language>('en');
let messages = $state.raw<Partial<Messages>>({});
/** The language last asked for; what comes late of another is dropped. */
let asked: Language = current;
let wantsInside = false;
let hasInside = false;

/** The language of the interface; reading it in a component follows changes. */
export const language = () => current;

/**
 * The texts of the current language: `t.nav.dashboard`. Every key exists in every language, or it does not
 * compile. Ready once `useLanguage` has resolved, which the root layout waits for; those of the pages behind sign-in
 * once `useInsideTexts` has.
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
  asked = next;
  const { outside, inside } = loaders[next];
  const [first, second] = await Promise.all([outside(), wantsInside ? inside() : undefined]);
  if (asked !== next) return;
  messages = { ...messages, ...first, ...second };
  current = next;
  document.documentElement.lang = next;
}

/** Fetches the texts of the pages behind sign-in, side by side with the others. */
export async function useInsideTexts(): Promise<void> {
  if (hasInside) return;
  wantsInside = true;
  const language = asked;
  const texts = await loaders[language].inside();
  hasInside = true;
  if (asked === language) messages = { ...messages, ...texts };
}

/** Changes the language and keeps it for this device. */
export async function chooseLanguage(next: Language): Promise<void> {
  localStorage.setItem(storageKey, next);
  await useLanguage(next);
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
