import { error } from '@sveltejs/kit';

/** An address that no page has: the error is shown inside the frame. */
export const load = () => error(404);
