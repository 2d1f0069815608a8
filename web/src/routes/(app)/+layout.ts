import { redirect } from '@sveltejs/kit';
import { isSignedIn } from '#lib/auth/session.ts';
import { signInPath } from '#lib/auth/wanted-page.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

/** Nothing below is for people who are not signed in. */
export const load: LayoutLoad = async ({ url }) => {
  if (!(await isSignedIn())) redirect(307, signInPath(url.pathname + url.search));
  await useTexts('inside');
};
