import { error, redirect } from '@sveltejs/kit';
import { basicsAt } from '#lib/records/record-basics.ts';
import type { PageLoad } from './$types';

/** A board is a layout of its list, so it has no address of its own. People expect it here. */
export const load: PageLoad = ({ params, url }) => {
  if (!basicsAt(params.records).hasBoard) error(404);
  redirect(307, url.pathname.replace(/\/board\/?$/, '?view=board'));
};
