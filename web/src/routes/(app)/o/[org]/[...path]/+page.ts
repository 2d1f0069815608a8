import { error } from '@sveltejs/kit';

/** Matches addresses without a page, so that the error is shown inside the frame. */
export const load = () => error(404);
