import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#contract/job.ts';
import type { ListPage } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { Connection } from '../connection.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import type { System } from '../system.ts';

const pauseMs = 200;
const idleSamples = 60;
const busySeconds = 60;
const questions: ListQuestion[] = [
  {},
  {
    filter: { field: 'statusId', op: 'anyOf', value: ['customer'] },
    sorts: [{ field: 'fullName' }],
  },
  { q: 'mari', sorts: [{ field: 'updatedAt', descending: true }] },
];

/**
 * P9: questions about contacts while a job changes a quarter of them, compared with the same questions before it. The
 * job is cancelled at the end of the measurement, but the changed contacts stay changed.
 */
export async function measureEdits(system: System): Promise<Figure[]> {
  const { host, large } = system;
  const request = await system.signIn('owner');
  const connection = new Connection(host.url);
  const send = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await connection.send(request(`/v1/orgs/${large.id}/${path}`, body));
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  };
  const times: { idle: number[]; busy: number[] } = { idle: [], busy: [] };
  const ages: number[] = [];
  const ask = async (taken: number[]) => {
    for (const question of questions) {
      const startedAt = performance.now();
      const { asOf } = await send<ListPage>('contacts/query', question);
      taken.push(performance.now() - startedAt);
      ages.push((Date.now() - Date.parse(asOf)) / 1000);
      await sleep(pauseMs);
    }
  };
  await ask([]);
  while (times.idle.length < idleSamples) await ask(times.idle);
  ages.length = 0;
  const change = { action: 'update', values: { nationalId: String(Date.now()) } };
  const { id } = await send<Job>('jobs', {
    recordType: 'contact',
    filters: { statusId: 'prospect' },
    change,
  });
  const state = () => send<Job>(`jobs/${id}`);
  while ((await state()).done === 0) await sleep(50);
  const [startedAt, before] = [performance.now(), await state()];
  let after = before;
  while (after.state === 'running' && performance.now() - startedAt < busySeconds * 1000) {
    await ask(times.busy);
    after = await state();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (after.state === 'running') await send(`jobs/${id}/cancel`, {});
  connection.close();
  await host.settled();
  return [
    plain('P9', 'changed by a job meanwhile', (after.done - before.done) / seconds, '/s'),
    plain('P9', 'three questions before the job, p50', median(times.idle), 'ms'),
    plain('P9', 'during the job, p50', median(times.busy), 'ms'),
    atMost('P9', 'during the job over before it', median(times.busy) / median(times.idle), '×', 2),
    atMost('P9', 'oldest answer during the job, age of `asOf`', Math.max(...ages), 's', 60),
  ];
}
