import type { Crumb } from '#lib/components/Breadcrumbs.svelte';

let current = $state.raw<readonly Crumb[]>([]);
export const crumbs = () => current;

/** Sets the breadcrumbs after the organization. The last one is the page itself. */
export function useCrumbs(trail: () => readonly Crumb[]): void {
  $effect(() => {
    current = trail();
  });
}
