import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { quotaKey } from '#data/store/keys.ts';
import { bodyOf } from '../../tests/caller.ts';
import { startHost, type HostUnderTest } from '../../tests/host.ts';
import {
  newContact,
  newOrganization,
  newPerson,
  password,
  type TestOrganization,
} from '../../tests/organization.ts';
import { openTable } from '../../tests/table.ts';
import { atLeast, atMost, median, plain, type Figure } from '../figure.ts';
import type { StormAnswers, StormOrder } from '../storm.ts';

const rounds = 5;
const samples = 200;
const pauseMs = 10;
/** Requests per second of the storm, ten times what the organization may send. */
const stormPerSecond = 330;
const allowance = (stormPerSecond * 60) / 10;
const connections = 8;
/** Long enough to use up what a full bucket holds. */
const exhaustSeconds = 8;

/**
 * How much a storm of requests from one organization, at ten times its allowance, slows down the reads of another one:
 * calm and stormy measurements alternate.
 */
export async function measureStorm(): Promise<Figure[]> {
  const host = await startHost();
  try {
    const storming = await newOrganization(await newPerson(host));
    await openTable(host).put({ ...quotaKey(storming.id), kind: 'quota', requestsPerMinute: allowance });
    const calm = await newOrganization(await newPerson(host));
    const { id } = await newContact(calm, calm.owner.call);
    const kinds = { get: `${calm.path}/contacts/${id}`, list: `${calm.path}/contacts` };
    const figures: Figure[] = [];
    for (const [what, target] of Object.entries(kinds)) {
      const times: { calm: number[]; stormy: number[]; answers: StormAnswers }[] = [];
      // The first round warms up functions and connections.
      for (let round = -1; round < rounds; round += 1) {
        const before = await timesOf(calm, target);
        const storm = await startStorm(host, storming);
        await sleep(exhaustSeconds * 1000);
        const during = await timesOf(calm, target);
        const answers = await storm.end();
        if (round >= 0) times.push({ calm: before, stormy: during, answers });
      }
      figures.push(...figuresOf(what, times));
    }
    return figures;
  } finally {
    await host.stop();
  }
}

function figuresOf(
  what: string,
  times: readonly { calm: number[]; stormy: number[]; answers: StormAnswers }[],
): Figure[] {
  const all = times.map(({ answers }) => answers);
  const sent = ({ byStatus }: StormAnswers) => Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const rate = median(all.map((answers) => sent(answers) / answers.seconds));
  const refused = median(all.map((answers) => ((answers.byStatus[429] ?? 0) / sent(answers)) * 100));
  const incomplete = all.reduce((sum, answers) => sum + answers.incomplete, 0);
  // Of all rounds together: 5 % of one round are too few requests for a steady figure.
  const calm = p95(times.flatMap((one) => one.calm));
  const stormy = p95(times.flatMap((one) => one.stormy));
  const name = `storm beside a neighbour's ${what}`;
  return [
    atLeast('storm', `${name}: requests sent`, rate, '/s', 300),
    plain('storm', `${name}: refused with 429`, refused, '%'),
    atMost('storm', `${name}: refusals without their headers, or other errors`, incomplete, '', 0),
    plain('storm', `a neighbour's ${what}, p95`, calm, 'ms'),
    plain('storm', `the same beside the storm, p95`, stormy, 'ms'),
    atMost('storm', `a neighbour's ${what}, beside over without`, stormy / calm, '×', 1.5),
  ];
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

/** Milliseconds that each of a number of requests took, one after another. */
async function timesOf({ owner }: TestOrganization, target: string): Promise<number[]> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const startedAt = performance.now();
    await bodyOf(200, owner.call('GET', target));
    times.push(performance.now() - startedAt);
    await sleep(pauseMs);
  }
  return times;
}

async function startStorm(host: HostUnderTest, storming: TestOrganization) {
  const { accessToken } = await host.signIn(storming.owner.username, password);
  const order: StormOrder = {
    ...{ url: host.url, path: `${storming.path}/contacts`, token: accessToken },
    ...{ perSecond: stormPerSecond, connections },
  };
  const child = spawn(process.execPath, ['bench/storm.ts'], {
    cwd: path.dirname(path.dirname(import.meta.dirname)),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = text(child.stdout);
  child.stdin.write(`${JSON.stringify(order)}\n`);
  return {
    async end(): Promise<StormAnswers> {
      child.stdin.end();
      return JSON.parse(await answers) as StormAnswers;
    },
  };
}
