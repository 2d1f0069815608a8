import { requireSession } from '#lib/auth/require-session.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

/** The portal is for signed-in users. Its operations are in a file of their own, which is requested at once. */
export const load: LayoutLoad = async ({ url }) => {
  await requireSession(url);
  await Promise.all([useTexts('portal'), import('virtual:portal-operations')]);
};
