import { redirect } from '@sveltejs/kit';

/** Where other products have their reference. */
export function load(): never {
  redirect(308, '/docs');
}
