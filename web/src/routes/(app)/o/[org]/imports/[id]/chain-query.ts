import { queryOptions } from '@tanstack/svelte-query';
import type { Import } from '#contract/import.ts';
import type { Job } from '#contract/job.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { isRunning } from '#lib/jobs/followed-jobs.ts';
import { importQuery, isBusy, jobQuery } from '../queries.ts';

/** An import of a chain, with its job and the one that undoes it. */
export interface Step {
  one: Import;
  job?: Job | undefined;
  undo?: Job | undefined;
}

/** Undefined if it doesn't exist, or isn't kept any more. */
const ifFound = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'not_found') return undefined;
    throw error;
  });

async function readStep(orgId: string, id: string, mayReadJobs: boolean): Promise<Step[]> {
  const one = await ifFound(client.imports.get({ orgId, id }));
  if (!one) return [];
  // The page of one of them shows what the others have changed in it.
  queryClient.setQueryData(importQuery(orgId, id).queryKey, (shown) =>
    shown && shown.version < one.version ? one : shown,
  );
  const jobOf = async (jobId: string | undefined) => {
    if (jobId === undefined || !mayReadJobs) return undefined;
    const job = await ifFound(client.jobs.get({ orgId, id: jobId }));
    if (job) queryClient.setQueryData(jobQuery(orgId, jobId).queryKey, job);
    return job;
  };
  const job = await jobOf(one.jobId);
  return [{ one, job, undo: await jobOf(job?.undoneBy) }];
}

/** All imports of a chain, in order. */
export const chainQuery = (orgId: string, ids: readonly string[], mayReadJobs: boolean) =>
  queryOptions({
    queryKey: [orgId, 'imports', 'chain', ids],
    queryFn: async (): Promise<Step[]> =>
      (await Promise.all(ids.map((id) => readStep(orgId, id, mayReadJobs)))).flat(),
  });

const isWorking = (job: Job | undefined): boolean => job !== undefined && isRunning(job);

/** Whether anything of a chain changes by itself. */
export const isMoving = (steps: readonly Step[]): boolean =>
  steps.some(({ one, job, undo }) => isBusy(one) || isWorking(job) || isWorking(undo));

/** Whether everything that was imported can be undone. */
export const canUndo = (steps: readonly Step[]): boolean =>
  !isMoving(steps) && steps.some(({ job, undo }) => job !== undefined && undo?.state !== 'done');

/** The number of rows that a start of the last import would import, and in how many files. */
export function sumOf(steps: readonly Step[]): { rows: number; files: number } {
  const counts = steps.flatMap(({ one: { state, file } }) => {
    const written = (file.check?.creates ?? 0) + (file.check?.updates ?? 0);
    return state === 'checked' && written > 0 ? written : [];
  });
  return { rows: counts.reduce((sum, count) => sum + count, 0), files: counts.length };
}
