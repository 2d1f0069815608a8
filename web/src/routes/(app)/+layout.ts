import { requireSession } from '#lib/auth/require-session.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

/** All pages below require sign-in. */
export const load: LayoutLoad = async ({ url }) => {
  await requireSession(url);
  await useTexts('records');
};
