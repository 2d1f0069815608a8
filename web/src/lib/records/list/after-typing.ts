import { onDestroy } from 'svelte';
import { navigating, page } from '$app/state';

/**
 * Runs an action once typing has paused for so long; a new action replaces one that still waits.
 * Nothing runs once the user is on the way to another page: changing the address would end that navigation.
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
