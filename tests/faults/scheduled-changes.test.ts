import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const [{ scheduledChangesSince }, { newJob, tagMergeJob }, { transact }, { newSession }] = await Promise.all([
  import('#data/organization/scheduled-changes.ts'),
  import('#data/jobs/start.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
]);
afterAll(() => table.stop());

test('the cost of reading scheduled changes depends on their number, not on the jobs in between', async () => {
  const orgId = uuidv7();
  const context = {
    ...newSession(),
    ...{ requestId: 'r', actor: { userId: 'maker' }, orgId, now: new Date().toISOString() },
  } as unknown as Context;
  const merges = ['a', 'b', 'c'].map((name) => ({ [`${name}-from`]: `${name}-into` }));
  for (const [from, into] of merges.flatMap((moves) => Object.entries(moves))) {
    await transact(context, tagMergeJob(context, from, into));
    for (let number = 0; number < 15; number += 1) {
      const values = { city: 'x'.repeat(3_000) };
      const order = { kind: 'update', params: { values }, scope: 'all', recordType: 'contact' } as const;
      await transact(context, newJob(context, { ...order, ids: [uuidv7()] }).actions);
    }
  }
  const session = newSession();
  const scheduledChanges = await scheduledChangesSince(session, orgId, 0);
  expect(scheduledChanges.map(({ moves }) => moves)).toEqual(merges);
  expect(session.units.read).toBe(1);
});
