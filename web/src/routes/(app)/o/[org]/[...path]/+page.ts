import { error } from '@sveltejs/kit';

/** Matches URLs without a page, so that the error is shown inside the frame. */
export const load = () => error(404);
