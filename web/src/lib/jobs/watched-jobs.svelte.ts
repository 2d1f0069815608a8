import type { Job } from '#contract/job.ts';

/** A job that this tab shows until it is dismissed, such as one that was started in the tab. */
export interface Watched {
  orgId: string;
  job: Job;
}

const storageKey = 'cobalt.jobs';
let watched = $state.raw<readonly Watched[]>([]);

export const allWatched = (): readonly Watched[] => watched;
export const watchedJobs = (orgId: string) => watched.filter((one) => one.orgId === orgId);

export function keepWatched(next: readonly Watched[]): void {
  watched = next;
  sessionStorage.setItem(storageKey, JSON.stringify(next));
}

/**
 * Restores the jobs of this tab. After the returned function was called, they are only in the tab's storage, which is
 * cleared when another user signs in.
 */
export function restoreWatched(): () => void {
  watched = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as Watched[];
  return () => (watched = []);
}
