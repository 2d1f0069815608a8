import type { Crumb } from '#lib/components/Breadcrumbs.svelte';

let current = $state.raw<readonly Crumb[]>([]);
export const crumbs = () => current;

/** Sets the breadcrumbs that follow the one of the organization. The last breadcrumb is the current page. */
export function useCrumbs(trail: () => readonly Crumb[]): void {
  $effect(() => {
    current = trail();
  });
}
