import type { Me } from '#contract/me.ts';
import { chooseLanguage, language } from '#lib/i18n/i18n.svelte.ts';
import { chooseTheme, theme } from './theme.svelte.ts';

/** Applies the language and theme of the profile, which are the same on all devices. */
export function applyProfile(profile: Me): void {
  if (profile.locale !== language()) void chooseLanguage(profile.locale);
  if (profile.theme !== theme()) chooseTheme(profile.theme);
}
