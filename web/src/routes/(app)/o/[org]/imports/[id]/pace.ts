import type { Job } from '#contract/job.ts';

/** Rows a second since the start of a job; undefined before there is enough to tell. */
export function paceOf(
  { createdAt, finishedAt, done, failed }: Pick<Job, 'createdAt' | 'finishedAt' | 'done' | 'failed'>,
  now: number,
): number | undefined {
  const seconds = ((finishedAt ? Date.parse(finishedAt) : now) - Date.parse(createdAt)) / 1000;
  const pace = Math.round((done + failed) / seconds);
  return seconds >= 2 && pace > 0 ? pace : undefined;
}
