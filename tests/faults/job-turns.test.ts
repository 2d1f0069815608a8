import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { declareFunctions } from '#infra/functions.ts';
import { stageSettings } from '#infra/stages.ts';
import { startTable } from './table-under-test.ts';

let table: Awaited<ReturnType<typeof startTable>>;
let rate: typeof import('#data/jobs/job-rate.ts');
let newSession: typeof import('#data/store/units.ts').newSession;
beforeAll(async () => {
  vi.stubEnv('STAGE_LIMITS', JSON.stringify(stageSettings('prod').limits));
  table = await startTable();
  rate = await import('#data/jobs/job-rate.ts');
  ({ newSession } = await import('#data/store/units.ts'));
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await table.stop();
});

const jobRunner = declareFunctions([]).find(({ name }) => name === 'job-runner');
const workers = jobRunner?.source.kind === 'queue' ? jobRunner.source.concurrencyMax : 0;
const lanesOfJob = 4;
/** How long a turn with records takes, in which the runner waits for the budget of bulk writes, and one without. */
const [turnMs, refusedMs] = [1_500, 20];

interface Message {
  orgId: string;
  dueAtMs: number;
}

/**
 * Delivers messages in the order in which they are due to as many workers as there are runs at the same time, by a clock
 * of its own. Returns how many records each organization had processed in some turns, after as many to begin with.
 */
async function countRows(messages: Message[], turns: number): Promise<Map<string, number>> {
  const rows = new Map(messages.map(({ orgId }) => [orgId, 0]));
  const freeAtMs = Array.from({ length: workers }, () => Date.now());
  for (let turn = 0; turn < 2 * turns;) {
    freeAtMs.sort((a, b) => a - b);
    messages.sort((a, b) => a.dueAtMs - b.dueAtMs);
    const [message] = messages;
    const now = Math.max(freeAtMs[0]!, message!.dueAtMs);
    vi.setSystemTime(now);
    const { orgId, dueAtMs } = message!;
    const waitMs = await rate.takeRows(newSession(), orgId, rate.rowsPerTurn, dueAtMs);
    freeAtMs[0] = now + (waitMs === undefined ? turnMs : refusedMs);
    message!.dueAtMs = freeAtMs[0] + Math.ceil((waitMs ?? 0) / 1000) * 1000;
    if (waitMs !== undefined) continue;
    turn += 1;
    if (turn > turns) rows.set(orgId, rows.get(orgId)! + rate.rowsPerTurn);
  }
  return rows;
}

const messagesOf = (jobs: number): Message[] => {
  const orgId = uuidv7();
  return Array.from({ length: jobs * lanesOfJob }, () => ({ orgId, dueAtMs: Date.now() }));
};

test('20 organizations get within 20% of each other, also if one of them has 20 jobs and the others have one', async () => {
  const organizations = [messagesOf(20), ...Array.from({ length: 19 }, () => messagesOf(1))];
  const rows = [...(await countRows(organizations.flat(), 160)).values()];
  expect(rows).toHaveLength(20);
  expect(Math.max(...rows) / Math.min(...rows)).toBeLessThanOrEqual(1.2);
});

test('20 jobs of one organization alone keep the workers busy with records for four fifths of the time', async () => {
  const startedAt = Date.now();
  const turns = 50;
  const [rows = 0] = (await countRows(messagesOf(20), turns)).values();
  const seconds = (Date.now() - startedAt) / 1000;
  const most = (workers * 1000) / turnMs;
  expect(rows).toBe(turns * rate.rowsPerTurn);
  expect((2 * turns) / seconds).toBeGreaterThanOrEqual(0.8 * most);
});
