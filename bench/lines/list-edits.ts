import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#contract/job.ts';
import { plain, type Figure } from '../figure.ts';
import type { System } from '../system.ts';
import { openQuestions } from '../three-questions.ts';

const busySeconds = 60;

/**
 * P9: questions about contacts while a job changes a quarter of them, compared with the same questions before it. The
 * job is cancelled at the end of the measurement, but the changed contacts stay changed.
 */
export async function measureEdits(system: System): Promise<Figure[]> {
  const questions = await openQuestions(system);
  await questions.askBefore();
  const change = { action: 'update', values: { nationalId: String(Date.now()) } };
  const { id } = await questions.send<Job>('jobs', {
    recordType: 'contact',
    filters: { statusId: 'prospect' },
    change,
  });
  const state = () => questions.send<Job>(`jobs/${id}`);
  while ((await state()).done === 0) await sleep(50);
  const [startedAt, before] = [performance.now(), await state()];
  let after = before;
  while (after.state === 'running' && performance.now() - startedAt < busySeconds * 1000) {
    await questions.askDuring();
    after = await state();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (after.state === 'running') await questions.send(`jobs/${id}/cancel`, {});
  const figures = questions.end('P9', 'the job');
  await system.host.settled();
  return [plain('P9', 'changed by a job meanwhile', (after.done - before.done) / seconds, '/s'), ...figures];
}
