import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { startHost, temporary } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { historyOf, stateOf, withoutHistory, type Place } from '../merges.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-merge-'));
/** Notes, activities and referring records of the merged record, of each as many. */
const each = count(40, 600);
const deaths = count(1, 10);

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Longer than any part of the jobs takes. */
const patienceMs = 900_000;

test('a merge and its undo that are killed repeatedly move everything once', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { path: base } = organization;
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  const make = (plural: string, body: object) => bodyOf(201, call('POST', `${base}/${plural}`, { body }));
  const winner = await make('customers', { name: 'Winner' });
  const loser = await make('customers', { name: 'Loser' });
  const places: Place[] = [
    ['customers', winner.id],
    ['customers', loser.id],
  ];
  for (let index = 0; index < each; index += 1) {
    await make(`notes/customer/${loser.id}`, { body: `Note ${index}` });
    const date = new Date(Date.parse('2026-01-01T00:00:00Z') + index * 3_600_000).toISOString();
    await make(`activities/customer/${loser.id}`, { kind: 'call', title: `Call ${index}`, date });
    const contact = await make('contacts', { firstName: `Row ${index}`, customerId: loser.id });
    if (index < 10) places.push(['contacts', contact.id]);
  }
  await host.settled();
  const before = await stateOf(call, organization, places);
  const histories = await historyOf(call, organization, places);

  const notesOf = async (id: string): Promise<number> => {
    const items = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '100', ...(cursor ? { cursor } : {}) };
      const page = await bodyOf(200, call('GET', `${base}/notes/customer/${id}`, { query }));
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items.length;
  };
  /** Kills the host a few times while a job runs, each time after it has moved some more notes. */
  async function endedDespiteDeaths(jobId: string, movedTo: string): Promise<void> {
    for (let death = 0; death < deaths; death += 1) {
      const threshold = ((death + 0.5) * each) / (deaths + 1);
      await awaited(
        'notes',
        () => notesOf(movedTo),
        (notes) => notes >= threshold,
        { patienceMs, pauseMs: 50 },
      );
      await host.kill();
      letVisibilityPass(dataDir);
      host = await startHost({ dataDir });
      call = callerWith(host.url, secret);
    }
    const job = await endedJob(call, organization, jobId, patienceMs);
    expect(job).toMatchObject({ state: 'done', done: each, failed: 0 });
    await host.settled();
  }

  const body = { records: [{ id: loser.id, version: loser.version }] };
  const address = `${base}/customers/${winner.id}/merge`;
  const { jobId } = await bodyOf(200, call('POST', address, { body, ifMatch: winner.version }));
  await endedDespiteDeaths(jobId, winner.id);
  expect(await notesOf(winner.id)).toBe(each);
  const merged = await bodyOf(200, call('GET', `${base}/customers/${winner.id}`));
  expect(merged).toMatchObject({ activityCount: each });
  const query = { customerId: winner.id, limit: '1' };
  expect(await bodyOf(200, call('GET', `${base}/contacts`, { query }))).toMatchObject({ total: each });

  const undo = await bodyOf(201, call('POST', `${base}/jobs/${jobId}/undo`));
  await endedDespiteDeaths(undo.id, loser.id);
  expect(withoutHistory(await stateOf(call, organization, places))).toEqual(withoutHistory(before));
  const now = await historyOf(call, organization, places);
  for (const [index, earlier] of histories.entries())
    expect(now[index]!.slice(-earlier.length)).toEqual(earlier);
  await host.stop();
}, 3_600_000);
