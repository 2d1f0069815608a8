import { preferredLanguage, useLanguage } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

// Everything renders in the browser: the site is static, and its data comes from the API.
export const ssr = false;
export const prerender = false;

let ready: Promise<void> | undefined;

/** Nothing renders before its texts are loaded. */
export const load: LayoutLoad = async () => {
  await (ready ??= useLanguage(preferredLanguage()));
};
