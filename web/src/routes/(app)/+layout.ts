import { redirect } from '@sveltejs/kit';
import { queryClient } from '#lib/api/query-client.ts';
import { signedInUser } from '#lib/auth/session.ts';
import { takeTabOver } from '#lib/auth/tab-owner.ts';
import { signInPath } from '#lib/auth/next-page.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

/** All pages below require sign-in. Data loaded for one user must not be shown to another. */
export const load: LayoutLoad = async ({ url }) => {
  // Reads the URL so that every navigation runs this check, because another tab may have signed in someone else.
  const nextPage = url.pathname + url.search;
  const user = await signedInUser();
  if (!user) {
    queryClient.clear();
    redirect(307, signInPath(nextPage));
  }
  if (takeTabOver(user)) {
    // A full page load clears the data in memory.
    location.assign(nextPage);
    await new Promise(() => undefined);
  }
  await useTexts('records');
};
