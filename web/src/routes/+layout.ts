import { preferredLanguage, useLanguage } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

// Everything is drawn in the browser: the site is files, and what it shows comes from the API.
export const ssr = false;
export const prerender = false;

let ready: Promise<void> | undefined;

/** Nothing is drawn before its texts are there. */
export const load: LayoutLoad = async () => {
  await (ready ??= useLanguage(preferredLanguage()));
};
