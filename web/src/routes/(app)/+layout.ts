import { redirect } from '@sveltejs/kit';
import { queryClient } from '#lib/api/query-client.ts';
import { signedInUser } from '#lib/auth/session.ts';
import { takeTabOver } from '#lib/auth/tab-owner.ts';
import { signInPath } from '#lib/auth/wanted-page.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import type { LayoutLoad } from './$types';

/** Nothing below is for people who are not signed in, and nothing that was read for one is for another. */
export const load: LayoutLoad = async ({ url }) => {
  // Read every time, so that every navigation asks: another tab may have signed somebody else in.
  const wanted = url.pathname + url.search;
  const user = await signedInUser();
  if (!user) {
    queryClient.clear();
    redirect(307, signInPath(wanted));
  }
  if (takeTabOver(user)) {
    // Whatever is still in memory goes with the page.
    location.assign(wanted);
    await new Promise(() => undefined);
  }
  await useTexts('inside');
};
