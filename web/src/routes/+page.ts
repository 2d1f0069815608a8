import { redirect } from '@sveltejs/kit';
import { isSignedIn } from '#lib/auth/session.ts';
import type { PageLoad } from './$types';

/** Redirects to sign-in or to the organization that was open last. */
export const load: PageLoad = async () => {
  redirect(307, (await isSignedIn()) ? '/home' : '/sign-in');
};
