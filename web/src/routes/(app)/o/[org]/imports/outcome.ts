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
      /** Why the job ended before its last row, if it did. */
      early?: 'cancelled' | 'stopped';
      isUndone: boolean;
    };

/** `job` is the import's job, if it has one that the user can see. */
export function outcomeOf({ state }: Pick<Import, 'state'>, job: Job | undefined): Outcome {
  if (!job) return { kind: 'state', state };
  if (isRunning(job))
    return { kind: 'running', done: job.done + job.failed, total: job.state === 'freezing' ? 0 : job.total };
  const { created = 0, done, failed } = job;
  const early = job.state === 'cancelled' || job.state === 'stopped' ? { early: job.state } : {};
  return {
    kind: 'ended',
    created,
    updated: done - created,
    failed,
    ...early,
    isUndone: job.undoneBy !== undefined,
  };
}
