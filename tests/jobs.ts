import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

const patienceMs = 30_000;

/** Waits until a job is over, and gives it as it stands then. */
export async function endedJob(call: Call, { path }: TestOrganization, id: string): Promise<any> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const job = await bodyOf(200, call('GET', `${path}/jobs/${id}`));
    if (job.state !== 'freezing' && job.state !== 'running') return job;
    if (Date.now() > until) throw new Error(`The job did not end: ${JSON.stringify(job)}`);
    await sleep(40);
  }
}
