import { afterAll, expect, test } from 'vitest';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const { client } = await import('#data/sdk/client.ts');
const { getItems, writeItems } = await import('#data/store/table.ts');
const { newSession } = await import('#data/store/units.ts');
const { requestHandler } = await import('#data/sdk/request-handler.ts');
// The engine is silent for as long as it collects 16 MB. On a busy machine, that takes longer than a function waits.
requestHandler.updateHttpClientConfig('requestTimeout', 60_000);

afterAll(() => table.stop());

/**
 * Maximum number of keys per batch that the table processes. The table reports the others as unprocessed, as a busy one
 * does.
 */
let processedMax = Infinity;
let refusals = 0;
client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      const { RequestItems } = args.input as { RequestItems?: Record<string, { Keys: unknown[] }> };
      const batch = RequestItems?.[table.name];
      if (commandName !== 'BatchGetItemCommand' || !batch || batch.Keys.length <= processedMax)
        return next(args);
      const left = batch.Keys.splice(processedMax);
      const result = await next(args);
      refusals += 1;
      Object.assign(result.output, { UnprocessedKeys: { [table.name]: { ...batch, Keys: left } } });
      return result;
    },
  { step: 'initialize', name: 'busy' },
);

const keys = (partition: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ pk: partition, sk: String(index) }));

test('a read of more keys than one batch takes returns every item in the order of the keys', async () => {
  const all = keys('many', 250);
  const stored = all.filter((_, index) => index % 2 === 0);
  await writeItems(newSession(), stored, []);
  const requested = [...all, ...all.slice(0, 5)].reverse();
  const expected = requested.map((key) => (Number(key.sk) % 2 === 0 ? key : undefined));
  expect(await getItems(newSession(), requested)).toEqual(expected);
});

test('items that exceed the size of one response are read completely', async () => {
  const large = keys('large', 60).map((key) => ({ ...key, text: 'x'.repeat(300_000) }));
  await writeItems(newSession(), large, []);
  const found = await getItems<{ sk: string }>(newSession(), keys('large', 60));
  expect(found.map((item) => item?.sk)).toEqual(large.map(({ sk }) => sk));
});

test('keys that a busy table leaves unprocessed are read again', async () => {
  const stored = keys('busy', 120);
  await writeItems(newSession(), stored, []);
  processedMax = 40;
  expect(await getItems(newSession(), stored)).toEqual(stored);
  expect(refusals).toBeGreaterThan(0);
});
