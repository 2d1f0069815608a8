import { redirect } from '@sveltejs/kit';
import { queryClient } from '#lib/api/query-client.ts';
import { signInPath } from './next-page.ts';
import { signedInUser } from './session.ts';
import { takeTabOver } from './tab-owner.ts';

/**
 * Opens the sign-in page unless a user is signed in. Data loaded for one user must not be shown to another. Reads the URL
 * so that every navigation runs this check, because another tab may have signed in someone else.
 */
export async function requireSession({ pathname, search }: URL): Promise<void> {
  const nextPage = pathname + search;
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
}
