import { preferredLanguage, useLanguage } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

// All pages render in the browser: the site is static, and its data comes from the API.
export const ssr = false;
export const prerender = false;

let ready: Promise<void> | undefined;

/** Loads the texts of the `frame` area before anything renders. */
export const load: LayoutLoad = async () => {
  await (ready ??= useLanguage(preferredLanguage()));
};
