import type { Job } from '#contract/job.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { forgetEdit } from '#lib/components/toast.svelte.ts';
import { dismissJob, isRunning, isWatched, showEnded, watchJob } from './followed-jobs.ts';
import { jobsQuery } from './queries.ts';

type JobBody = Parameters<typeof client.jobs.create>[0]['body'];

export async function startJob(orgId: string, body: JobBody): Promise<void> {
  watchJob(orgId, await client.jobs.create({ orgId, body }, { idempotencyKey: crypto.randomUUID() }));
  forgetEdit();
}

/** Starts a job that undoes another one, which is shown in its place. */
export async function undoJob(orgId: string, id: string): Promise<void> {
  const job = await client.jobs.undo({ orgId, id }, { idempotencyKey: crypto.randomUUID() });
  dismissJob(id);
  watchJob(orgId, job);
  void queryClient.invalidateQueries({ queryKey: jobsQuery(orgId).queryKey });
}

/** Shows the newest running job of a kind, such as one that a change of settings started. Does nothing if none runs. */
export async function watchNewest(orgId: string, kind: Job['kind']): Promise<void> {
  const { items } = await client.jobs.list({ orgId });
  const job = items.find((one) => one.kind === kind && isRunning(one));
  if (job && !isWatched(job.id)) watchJob(orgId, job);
}

/** The ids of the jobs that are being canceled. This can take a while, because they change records meanwhile. */
let canceling = $state.raw<readonly string[]>([]);
export const isCanceling = (id: string) => canceling.includes(id);

/** Cancels a job. `isCanceling` applies until the page shows the job as canceled. */
export async function cancelJob(orgId: string, id: string): Promise<void> {
  if (isCanceling(id)) return;
  canceling = [...canceling, id];
  try {
    await showEnded(orgId, await client.jobs.cancel({ orgId, id }));
  } finally {
    canceling = canceling.filter((one) => one !== id);
  }
}
