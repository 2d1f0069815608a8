import { onDestroy } from 'svelte';
import { navigating, page } from '$app/state';

/**
 * Runs an action after a pause in typing; a new action replaces a waiting one. Nothing runs during a navigation,
 * because changing the address would cancel it.
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
