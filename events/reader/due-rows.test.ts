import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let handleDue: typeof import('./due-rows.ts').handleDue;
let newSession: typeof import('#data/store/units.ts').newSession;

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  ({ handleDue } = await import('./due-rows.ts'));
  ({ newSession } = await import('#data/store/units.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

test.each([1, 10])(
  'items that are due are handled in their order, %i at a time and each once',
  async (most) => {
    const names = Array.from({ length: 25 }, (_, n) => `${most}-${String(n).padStart(2, '0')}`);
    for (const name of names) {
      const Item = { pk: name, sk: 'due', g6pk: `due-${most}`, g6sk: `2026-01-01T00:00:00.000Z#${name}` };
      await engine.table.send(new PutCommand({ TableName: tableName, Item }));
    }
    const begun: string[] = [];
    let atWork = 0;
    let mostAtWork = 0;
    const handled = await handleDue(
      newSession(),
      `due-${most}`,
      Infinity,
      async ({ pk }) => {
        begun.push(pk);
        atWork += 1;
        mostAtWork = Math.max(mostAtWork, atWork);
        await new Promise(setImmediate);
        atWork -= 1;
        return true;
      },
      most,
    );
    expect(begun).toEqual(names);
    expect(mostAtWork).toBe(most);
    expect(handled).toBe(names.length);
  },
);
