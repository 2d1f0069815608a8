import { loadViewAt } from '#lib/records/load-view.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ params }) => ({ view: await loadViewAt(params.records) });
