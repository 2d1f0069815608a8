import { error } from '@sveltejs/kit';

/** Matches URLs without a page, so that the error appears next to the navigation. */
export const load = () => error(404);
