import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Takers } from '#data/due/take-due.ts';
import { catchLog, startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let takeDue: typeof import('#data/due/take-due.ts').takeDue;
let kinds: typeof import('#data/due/kinds.ts');
let newSession: typeof import('#data/store/units.ts').newSession;
const log = catchLog();

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  ({ takeDue } = await import('#data/due/take-due.ts'));
  kinds = await import('#data/due/kinds.ts');
  ({ newSession } = await import('#data/store/units.ts'));
});
beforeEach(() => log.clear());
afterAll(async () => {
  vi.unstubAllEnvs();
  log.restore();
  await engine.stop();
});

const add = (pk: string, due: object) =>
  engine.table.send(new PutCommand({ TableName: tableName, Item: { pk, sk: 'due', ...due } }));

test.each([1, 10])(
  'items that are due are taken in their order, %i at a time and each once, and others wait',
  async (atOnce) => {
    const kind = atOnce === 1 ? 'copy-renewal' : 'reminder-plan';
    const names = Array.from({ length: 25 }, (_, n) => `ORG#${atOnce}-${String(n).padStart(2, '0')}`);
    for (const name of names) await add(name, kinds.dueAttributes(kind, name, '2026-01-01T00:00:00.000Z'));
    await add(`ORG#${atOnce}-later`, kinds.dueAttributes(kind, 'later', '9999-01-01T00:00:00.000Z'));
    const begun: string[] = [];
    let atWork = 0;
    let mostAtWork = 0;
    const take: NonNullable<Takers[typeof kind]>['take'] = async (_session, { pk }) => {
      begun.push(pk);
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      await new Promise(setImmediate);
      atWork -= 1;
      return 'taken';
    };
    expect(await takeDue(newSession(), { [kind]: { take, atOnce } }, Infinity)).toBe(names.length);
    expect(begun).toEqual(names);
    expect(mostAtWork).toBe(atOnce);
  },
);

test('an item that fails keeps neither others of its kind nor other kinds from being taken, and is told of', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  for (const id of ['1', '2']) await add(`ORG#fail-${id}`, kinds.dueAttributes('account-deletion', id, at));
  await add('ORG#other', kinds.dueAttributes('organization-deletion', 'other', at));
  const taken: string[] = [];
  const takers: Takers = {
    'account-deletion': {
      take: (_session, { pk }) => {
        if (pk.endsWith('1')) throw new TypeError('no');
        taken.push(pk);
        return Promise.resolve('taken');
      },
    },
    'organization-deletion': {
      take: (_session, { pk }) => Promise.resolve(taken.push(pk) > 0 ? 'taken' : 'left'),
    },
  };
  await expect(takeDue(newSession(), takers, Infinity)).rejects.toThrow(TypeError);
  expect(taken.sort()).toEqual(['ORG#fail-2', 'ORG#other']);
  const lines = log.lines().map((line) => JSON.parse(line) as object);
  expect(lines).toContainEqual({
    ...{ level: 'error', message: 'due item failed', kind: 'account-deletion', error: 'TypeError' },
    ...{ pk: 'ORG#fail-1', sk: 'due' },
  });
});

test('what an earlier release made due is found in every partition that a kind has had', async () => {
  const partitions = {
    'invoice-step': ['DUE-INVOICES'],
    'payment-event': ['DUE-PAYMENT-EVENTS'],
    'quote-expiry': ['DUE-QUOTES'],
    'run-check': ['DUE-RUNS'],
    'task-reminder': Array.from({ length: 8 }, (_, n) => `DUE#${n}`),
    'job-check': Array.from({ length: 8 }, (_, n) => `DUE-JOBS#${n}`),
  };
  for (const [kind, names] of Object.entries(partitions)) {
    for (const g6pk of names) await add(`ORG#${g6pk}`, { g6pk, g6sk: '2026-01-01T00:00:00.000Z#1' });
    const found: string[] = [];
    const take = (_session: unknown, { pk }: { pk: string }) => {
      found.push(pk);
      return Promise.resolve('taken' as const);
    };
    await takeDue(newSession(), { [kind]: { take } }, Infinity);
    expect(found.sort()).toEqual(names.map((name) => `ORG#${name}`));
  }
});
