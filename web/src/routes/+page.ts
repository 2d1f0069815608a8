import { redirect } from '@sveltejs/kit';
import { isSignedIn } from '#lib/auth/session.ts';
import type { PageLoad } from './$types';

/** Redirects signed-in users to `/home`, which opens an organization, and others to sign-in. */
export const load: PageLoad = async () => {
  redirect(307, (await isSignedIn()) ? '/home' : '/sign-in');
};
