import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { organizationKey, recordKey } from '#data/store/keys.ts';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let takers: typeof import('./handler.ts').takers;
let takeDue: typeof import('#data/due/take-due.ts').takeDue;
let newSession: typeof import('#data/store/units.ts').newSession;

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  ({ takers } = await import('./handler.ts'));
  ({ takeDue } = await import('#data/due/take-due.ts'));
  ({ newSession } = await import('#data/store/units.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const put = (Item: Record<string, unknown>) =>
  engine.table.send(new PutCommand({ TableName: tableName, Item }));

const addOrganization = (id: string, changes: object) => {
  const data = JSON.stringify({ id, name: id, ...changes });
  return put({ ...organizationKey(id), kind: 'organization', version: 1, schema: 2, data });
};

function reminder(org: string, id: string, remindAt: string) {
  const planned = { id, version: 1, title: id, dueAt: remindAt, remindAt, ownerId: 'ana', done: false };
  const due = { g6pk: 'DUE#0', g6sk: `${remindAt}#${id}` };
  return {
    ...{ ...recordKey(org, 'activity', id), ...due, org, id, version: 1, schema: 2 },
    ...{ row: '{}', data: JSON.stringify(planned) },
  };
}

async function addAll(items: object[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await engine.table.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
}

test('a reminder comes after more than a page of those of an organization that is being deleted', async () => {
  await addOrganization('closed', { deletingAt: '2030-01-01T00:00:00.000Z' });
  await addOrganization('open', {});
  const waiting = Array.from({ length: 2_100 }, (_, n) =>
    reminder('closed', `closed-${n}`, '2026-01-01T00:00:00.000Z'),
  );
  await addAll([...waiting, reminder('open', 'open', '2026-01-02T00:00:00.000Z')]);
  const session = newSession();
  expect(await takeDue(session, { 'task-reminder': takers['task-reminder']! }, Infinity)).toBe(1);
  // A read of its own for each reminder that waits would be at least half a unit.
  expect(session.units.read).toBeLessThan(waiting.length * 0.4);
});
