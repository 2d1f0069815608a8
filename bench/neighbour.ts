import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../tests/caller.ts';
import type { TestOrganization } from '../tests/organization.ts';
import { atMost, median, plain, type Figure } from './figure.ts';

const samples = 80;

/** Each returns the p95 of a neighbour's response times, in milliseconds. They use one of its contacts. */
export const neighbourAsks = { reads: readsOf, writes: writesOf };

/** What the work of another organization does to a neighbour. The times are those of rounds, without and beside it. */
export function neighbourFigures(
  line: string,
  { asked, work }: { asked: string; work: string },
  calmTimes: readonly number[],
  busyTimes: readonly number[],
): Figure[] {
  const ratios = busyTimes.map((time, round) => time / calmTimes[round]!);
  return [
    plain(line, `a neighbour's ${asked}, p95`, median(calmTimes), 'ms'),
    plain(line, `a neighbour's ${asked} beside ${work}, p95`, median(busyTimes), 'ms'),
    atMost(line, `a neighbour's ${asked}, beside ${work} over without`, median(ratios), '×', 1.5),
  ];
}

/** p95 of the response times of requests, in milliseconds. */
async function p95(send: (sample: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const startedAt = performance.now();
    await send(sample);
    times.push(performance.now() - startedAt);
    await sleep(5);
  }
  return times.sort((a, b) => a - b)[Math.floor(samples * 0.95)]!;
}

function readsOf({ path, owner }: TestOrganization, id: string): Promise<number> {
  return p95((sample) =>
    bodyOf(200, owner.call('GET', sample % 2 ? `${path}/contacts` : `${path}/contacts/${id}`)),
  );
}

async function writesOf({ path, owner }: TestOrganization, id: string): Promise<number> {
  let { version } = await bodyOf(200, owner.call('GET', `${path}/contacts/${id}`));
  return p95(async (sample) => {
    const body = { city: `Town ${version} ${sample}` };
    const options = { body, ifMatch: version as number };
    ({ version } = await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, options)));
  });
}
