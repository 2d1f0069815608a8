import { onDestroy } from 'svelte';
import { navigating, page } from '$app/state';

/**
 * Schedules actions that run when the user pauses typing. A new action replaces a scheduled one. No action runs during
 * a navigation to another page, because changing the URL would cancel the navigation.
 */
export function afterTyping(milliseconds: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  const isLeaving = () => navigating.to !== null && navigating.to.url.pathname !== page.url.pathname;
  onDestroy(cancel);
  return {
    cancel,
    schedule(action: () => void): void {
      cancel();
      timer = setTimeout(() => {
        if (!isLeaving()) action();
      }, milliseconds);
    },
  };
}
