import type { Job } from '#contract/job.ts';
import { isRequested } from '#contract/job-kind.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { readAgainSoon } from '#lib/api/read-again-soon.ts';
import { noteWrite } from '#lib/api/recent-writes.ts';
import { waitingQueries } from '#lib/api/waiting-queries.ts';
import { allWatched, keepWatched, type Watched } from './watched-jobs.svelte.ts';

const pollMilliseconds = 900;
const shownMilliseconds = 8_000;
/** How long the end of a job waits for the page at most. */
const refreshMilliseconds = 3_000;
export const isRunning = (job: Job) => job.state === 'freezing' || job.state === 'running';

function show(job: Job): void {
  if (!isWatched(job.id)) return;
  keepWatched(allWatched().map((one) => (one.job.id === job.id ? { ...one, job } : one)));
  allWatched()
    .filter((one) => one.job.id === job.id)
    .forEach(dismissFinished);
}
/** Whether a job merges records or separates them again. */
export const isOfMerge = (kind: Job['kind']): boolean => kind === 'merge' || kind === 'unmerge';
export const isWatched = (id: string) => allWatched().some((one) => one.job.id === id);
/**
 * Whether a job has changed records and these changes can be undone. `undoneBy` is the job that undoes it, if it is
 * known: one that was canceled or stopped can be repeated.
 */
export function mayUndo(job: Job, undoneBy?: Job): boolean {
  const isUndone = undoneBy ? isRunning(undoneBy) || undoneBy.state === 'done' : job.undoneBy !== undefined;
  // A merge has changed records before its job starts.
  const hasChanged = job.kind === 'merge' || (job.done > 0 && job.kind !== 'unmerge');
  return isRequested(job.kind) && !isRunning(job) && hasChanged && !isUndone;
}

/** Dismisses a job after a few seconds if it succeeded completely and cannot be undone. */
function dismissFinished({ job }: Watched): void {
  const isWell = job.state === 'done' && job.failed === 0;
  if (isWell && !mayUndo(job)) setTimeout(() => dismissJob(job.id), shownMilliseconds);
}

export function watchJob(orgId: string, job: Job): void {
  keepWatched([...allWatched(), { orgId, job }]);
  askLater();
}

export function dismissJob(id: string): void {
  if (isWatched(id)) keepWatched(allWatched().filter((one) => one.job.id !== id));
}

/** Dismisses all jobs of an organization that have ended. */
export function dismissEnded(orgId: string): void {
  keepWatched(allWatched().filter((one) => one.orgId !== orgId || isRunning(one.job)));
}

let timer: ReturnType<typeof setTimeout> | undefined;
let isFollowing = false;

/** Polls the watched jobs that are running, and dismisses those that ended well. Returns a function that stops it. */
export function follow(): () => void {
  allWatched().forEach(dismissFinished);
  isFollowing = true;
  askLater();
  return () => {
    isFollowing = false;
    clearTimeout(timer);
  };
}

function askLater(): void {
  clearTimeout(timer);
  if (!isFollowing || !allWatched().some((one) => isRunning(one.job))) return;
  timer = setTimeout(() => void ask().finally(askLater), pollMilliseconds);
}

const refresh = (orgId: string) => queryClient.invalidateQueries({ queryKey: [orgId] });

/** Refetches the organization's data after a short delay, because counts reflect the changes a moment later. */
function refreshLater(orgId: string): void {
  noteWrite(orgId);
  setTimeout(() => void refresh(orgId), 600);
  // Activities follow their records into the trash and back, and what waits follows from both.
  for (const plural of ['tasks', 'activities']) readAgainSoon({ queryKey: [orgId, plural] });
  readAgainSoon(waitingQueries(orgId));
}

/** Shows that a job has ended once the page shows what it changed, or after a few seconds. */
export async function showEnded(orgId: string, job: Job): Promise<void> {
  refreshLater(orgId);
  await Promise.race([refresh(orgId), new Promise((resolve) => setTimeout(resolve, refreshMilliseconds))]);
  show(job);
}

/** The jobs that have ended, but are shown as running until the page shows what they changed. */
const ending = new Set<string>();

async function ask(): Promise<void> {
  const asked = allWatched().filter(({ job }) => isRunning(job) && !ending.has(job.id));
  await Promise.all(asked.map(askOne));
}

async function askOne({ orgId, job: { id, done } }: Watched): Promise<void> {
  try {
    const job = await client.jobs.get({ orgId, id });
    if (!isRunning(job)) {
      ending.add(id);
      void showEnded(orgId, job).finally(() => ending.delete(id));
    } else {
      show(job);
      if (job.done !== done) refreshLater(orgId);
    }
  } catch (error) {
    const isOutOfReach = error instanceof ApiProblem && ['not_found', 'forbidden'].includes(error.code);
    if (isOutOfReach) dismissJob(id);
  }
}
