import { onDestroy } from 'svelte';
import { navigating, page } from '$app/state';

/** Something to do with typed text, such as changing the URL. */
type Action = () => Promise<void> | void;

/** The scheduled actions of all components. */
const scheduled = new Set<() => Promise<void>>();

/** Runs scheduled actions now, one after the other, before a command uses what they change. */
export async function finishTyping(): Promise<void> {
  for (const run of scheduled) await run();
}

/**
 * Schedules actions that run when the user pauses typing. A new action replaces a scheduled one. No action runs during
 * a navigation to another page, because changing the URL would cancel the navigation.
 */
export function afterTyping(milliseconds: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: (() => Promise<void>) | undefined;
  const isLeaving = () => navigating.to !== null && navigating.to.url.pathname !== page.url.pathname;
  function cancel(): void {
    clearTimeout(timer);
    if (pending) scheduled.delete(pending);
  }
  onDestroy(cancel);
  return {
    cancel,
    schedule(action: Action): void {
      cancel();
      const run = async () => {
        cancel();
        if (!isLeaving()) await action();
      };
      pending = run;
      scheduled.add(run);
      timer = setTimeout(() => void run(), milliseconds);
    },
  };
}
