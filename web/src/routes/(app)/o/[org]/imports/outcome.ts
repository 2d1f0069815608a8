import type { Import, ImportState } from '#contract/import.ts';
import type { Job } from '#contract/job.ts';
import { isRunning } from '#lib/jobs/followed-jobs.ts';

/** What an import's line in the list says about it. */
export type Outcome =
  | { kind: 'state'; state: ImportState }
  | { kind: 'running'; done: number; total: number }
  | {
      kind: 'ended';
      created: number;
      updated: number;
      failed: number;
      /** Records that rows name and that didn’t exist. */
      related: number;
      /** Why the job ended before its last row, if it did. */
      early?: 'cancelled' | 'stopped';
      isUndone: boolean;
    };

/** What became of the rows that a job has written, and how many records that rows name it has created as well. */
export function rowCounts({
  created = 0,
  done,
  failed,
  related = { done: 0, failed: 0 },
}: Pick<Job, 'created' | 'done' | 'failed' | 'related'>): Record<
  'created' | 'updated' | 'failed' | 'related',
  number
> {
  return {
    created,
    updated: done - related.done - created,
    failed: failed - related.failed,
    related: related.done,
  };
}

/** `job` is the import's job, if it has one that the user can see. */
export function outcomeOf({ state }: Pick<Import, 'state'>, job: Job | undefined): Outcome {
  if (!job) return { kind: 'state', state };
  if (isRunning(job))
    return { kind: 'running', done: job.done + job.failed, total: job.state === 'freezing' ? 0 : job.total };
  const early = job.state === 'cancelled' || job.state === 'stopped' ? { early: job.state } : {};
  return {
    kind: 'ended',
    ...rowCounts(job),
    ...early,
    isUndone: job.undoneBy !== undefined,
  };
}
