import type { Naming } from '#contract/nouns.ts';
import { isSpanishSpeaking } from '#contract/document-language.ts';
import { languages, type Language } from '#contract/language.ts';
import type { Area, AreaTexts, Messages } from './messages.ts';
import { nounsOf, type Nouns } from './nouns.ts';

const storageKey = 'cobalt.language';
/** Creates the UI text of an area from the nouns for records. An area is a file of texts, loaded as a whole. */
type TextsOf<Name extends Area = Area> = (nouns: Nouns) => AreaTexts[Name];
const loaders: Record<Language, { [Name in Area]: () => Promise<TextsOf<Name>> }> = {
  en: {
    frame: async () => (await import('./en/frame.ts')).texts,
    signIn: async () => (await import('./en/sign-in.ts')).texts,
    records: async () => (await import('./en/records.ts')).texts,
    dailyWork: async () => (await import('./en/daily-work.ts')).texts,
    boards: async () => (await import('./en/boards.ts')).texts,
    calendar: async () => (await import('./en/calendar.ts')).texts,
    deals: async () => (await import('./en/deals.ts')).texts,
    documents: async () => (await import('./en/documents.ts')).texts,
    imports: async () => (await import('./en/imports.ts')).texts,
    jobs: async () => (await import('./en/jobs.ts')).texts,
    listTools: async () => (await import('./en/list-tools.ts')).texts,
    merges: async () => (await import('./en/merges.ts')).texts,
    personalData: async () => (await import('./en/personal-data.ts')).texts,
    plans: async () => (await import('./en/plans.ts')).texts,
    portal: async () => (await import('./en/portal.ts')).texts,
    portalAccess: async () => (await import('./en/portal-access.ts')).texts,
    portalNotices: async () => (await import('./en/portal-notices.ts')).texts,
    portalRequest: async () => (await import('./en/portal-request.ts')).texts,
    settings: async () => (await import('./en/settings.ts')).texts,
    analytics: async () => (await import('./en/analytics.ts')).texts,
    organizationChart: async () => (await import('./en/organization-chart.ts')).texts,
    files: async () => (await import('./en/files.ts')).texts,
    filters: async () => (await import('./en/filters.ts')).texts,
    savedViews: async () => (await import('./en/saved-views.ts')).texts,
    refusals: async () => (await import('./en/refusals.ts')).texts,
    today: async () => (await import('./en/today.ts')).texts,
    webhooks: async () => (await import('./en/webhooks.ts')).texts,
    webhookSources: async () => (await import('./en/webhook-sources.ts')).texts,
  },
  es: {
    frame: async () => (await import('./es/frame.ts')).texts,
    signIn: async () => (await import('./es/sign-in.ts')).texts,
    records: async () => (await import('./es/records.ts')).texts,
    dailyWork: async () => (await import('./es/daily-work.ts')).texts,
    boards: async () => (await import('./es/boards.ts')).texts,
    calendar: async () => (await import('./es/calendar.ts')).texts,
    deals: async () => (await import('./es/deals.ts')).texts,
    documents: async () => (await import('./es/documents.ts')).texts,
    imports: async () => (await import('./es/imports.ts')).texts,
    jobs: async () => (await import('./es/jobs.ts')).texts,
    listTools: async () => (await import('./es/list-tools.ts')).texts,
    merges: async () => (await import('./es/merges.ts')).texts,
    personalData: async () => (await import('./es/personal-data.ts')).texts,
    plans: async () => (await import('./es/plans.ts')).texts,
    portal: async () => (await import('./es/portal.ts')).texts,
    portalAccess: async () => (await import('./es/portal-access.ts')).texts,
    portalNotices: async () => (await import('./es/portal-notices.ts')).texts,
    portalRequest: async () => (await import('./es/portal-request.ts')).texts,
    settings: async () => (await import('./es/settings.ts')).texts,
    analytics: async () => (await import('./es/analytics.ts')).texts,
    organizationChart: async () => (await import('./es/organization-chart.ts')).texts,
    files: async () => (await import('./es/files.ts')).texts,
    filters: async () => (await import('./es/filters.ts')).texts,
    savedViews: async () => (await import('./es/saved-views.ts')).texts,
    refusals: async () => (await import('./es/refusals.ts')).texts,
    today: async () => (await import('./es/today.ts')).texts,
    webhooks: async () => (await import('./es/webhooks.ts')).texts,
    webhookSources: async () => (await import('./es/webhook-sources.ts')).texts,
  },
};

let current = $state<Language>('en');
let messages = $state.raw<Partial<Messages>>({});
/** Areas that are loaded or loading. */
const areas: Partial<Record<Area, Promise<void> | undefined>> = { frame: Promise.resolve() };
/** The areas loaded so far, in the current language. */
let loaded: Partial<Record<Area, TextsOf>> = {};
let naming = $state.raw<Naming>({});

/** The UI language. Reactive. */
export const language = () => current;

/**
 * The UI text in the current language, such as `t.nav.dashboard`. The root layout awaits `useLanguage`, so every page
 * has the texts of the `frame` area. Any other area must be loaded with `useTexts` first.
 */
export const t = new Proxy({} as Messages, {
  get: (_, area) => messages[area as keyof Messages],
});

/** Whether people in the organization’s country have two surnames. Reactive. */
export const hasTwoSurnames = (): boolean => isSpanishSpeaking(naming.country);

let lastUse = 0;

/**
 * Uses an organization's custom labels and the terms of its country in all UI text. The returned function restores the
 * standard labels, unless others are in use by then.
 */
export function useNaming(next: Naming): () => void {
  const use = (lastUse += 1);
  take(next);
  return () => {
    if (use === lastUse) take({});
  };
}
function take(next: Naming): void {
  if (next.wording === naming.wording && next.country === naming.country) return;
  naming = next;
  messages = textsOf(loaded);
}

function textsOf(makers: typeof loaded): Partial<Messages> {
  const nouns = nounsOf(current, naming);
  return Object.assign({}, ...Object.values(makers).map((make) => make(nouns))) as Partial<Messages>;
}

/** The language chosen on this device, otherwise the first supported language of the browser, otherwise English. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return [stored, ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';
}

export async function useLanguage(next: Language): Promise<void> {
  let known: Area[];
  let parts: (readonly [Area, TextsOf])[];
  // Repeats if another area is requested while the known areas are loading.
  do {
    known = Object.keys(areas) as Area[];
    parts = await Promise.all(known.map(async (area) => [area, await loaders[next][area]()] as const));
  } while (known.length < Object.keys(areas).length);
  current = next;
  loaded = Object.fromEntries(parts);
  messages = textsOf(loaded);
  document.documentElement.lang = next;
}

/** Loads the UI text of an area, unless it is already loaded or loading. */
export function useTexts(area: Exclude<Area, 'frame'>): Promise<void> {
  return (areas[area] ??= fetchTexts(area).catch((error: unknown) => {
    areas[area] = undefined;
    throw error;
  }));
}

/** Loads a component together with the texts of an area that it needs. */
export const withTexts = async <Part>(area: Exclude<Area, 'frame'>, part: Promise<Part>): Promise<Part> =>
  (await Promise.all([part, useTexts(area)]))[0];

async function fetchTexts(area: Area): Promise<void> {
  const requested = current;
  const make = await loaders[requested][area]();
  // If the language has changed in the meantime, loads the area again.
  if (requested !== current) return fetchTexts(area);
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
