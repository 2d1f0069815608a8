import { useTexts } from '#lib/i18n/i18n.svelte.ts';

export const load = () => Promise.all([useTexts('webhooks'), useTexts('webhookSources')]);
