import { useTexts } from '#lib/i18n/i18n.svelte.ts';

export const load = () => useTexts('refusals');
