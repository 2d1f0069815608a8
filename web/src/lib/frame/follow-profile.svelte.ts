import { untrack } from 'svelte';
import type { Me } from '#contract/me.ts';
import { chooseLanguage, language } from '#lib/i18n/i18n.svelte.ts';
import { chooseTheme, theme } from './theme.svelte.ts';

/** Applies the language and theme of the profile, which are the same on all devices, whenever it has changed. */
export function followProfile(profile: () => Me | undefined): void {
  $effect(() => {
    const now = profile();
    if (now) untrack(() => apply(now));
  });
}

function apply(profile: Me): void {
  if (profile.locale !== language()) void chooseLanguage(profile.locale);
  if (profile.theme !== theme()) chooseTheme(profile.theme);
}
