import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../../tests/caller.ts';
import { newRows } from '../../tests/jobs.ts';
import { startHost } from '../../tests/host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../../tests/organization.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';

const rounds = 9;
const records = 300;
const samples = 80;

/**
 * The effect of one organization's bulk edit on a second organization: p95 of response times in the second one during
 * the job, relative to p95 without a job.
 */
export async function measureJobs(): Promise<Figure[]> {
  const host = await startHost();
  try {
    const [busy, calm] = [
      await newOrganization(await newPerson(host)),
      await newOrganization(await newPerson(host)),
    ];
    const { call } = busy.owner;
    await newRows(call, busy, records);
    const { id } = await newContact(calm, calm.owner.call);
    await readsOf(calm, id);
    const [calmTimes, busyTimes]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      await host.settled();
      calmTimes.push(await readsOf(calm, id));
      const change = { action: 'update', values: { city: `City ${round}` } };
      const body = { recordType: 'contact', filters: {}, change };
      const job = await bodyOf(201, call('POST', `${busy.path}/jobs`, { body }));
      const state = () => bodyOf(200, call('GET', `${busy.path}/jobs/${job.id}`));
      while ((await state()).done === 0) await sleep(10);
      busyTimes.push(await readsOf(calm, id));
      if ((await state()).state !== 'running') throw new Error('the job ended before the reads did');
    }
    const ratios = busyTimes.map((time, round) => time / calmTimes[round]!);
    return [
      plain('jobs', "a neighbour's reads, p95", median(calmTimes), 'ms'),
      plain('jobs', 'the same beside a bulk edit', median(busyTimes), 'ms'),
      atMost('jobs', 'beside over without, median of rounds', median(ratios), '×', 1.5),
    ];
  } finally {
    await host.stop();
  }
}

/** p95 of the response times of reads, in milliseconds. */
async function readsOf({ path, owner }: TestOrganization, id: string): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const startedAt = performance.now();
    await bodyOf(200, owner.call('GET', sample % 2 ? `${path}/contacts` : `${path}/contacts/${id}`));
    times.push(performance.now() - startedAt);
    await sleep(5);
  }
  return times.sort((a, b) => a - b)[Math.floor(samples * 0.95)]!;
}
