import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const { client } = await import('#data/sdk/client.ts');
const { transact } = await import('#data/store/transact.ts');
const { newSession } = await import('#data/store/units.ts');

afterAll(() => table.stop());

/** Faults to inject into transactions, in order: whether the transaction completes, and the error to throw. */
let mishaps: { isDone: boolean; error: string }[] = [];
client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      const mishap = commandName === 'TransactWriteItemsCommand' ? mishaps.shift() : undefined;
      const answer = mishap?.isDone === false ? undefined : await next(args);
      if (!mishap && answer) return answer;
      throw Object.assign(new Error(), { name: mishap?.error, $metadata: {} });
    },
  { step: 'initialize', name: 'mishaps' },
);

const key = (id: string) => ({ pk: 'P', sk: id });
const read = async (id: string) =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: key(id) }))).Item;
const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
const creation = (id: string) => [{ put: { Item: key(id), ...isNew } }];

test('a write that completed although reported as in progress is a success', async () => {
  mishaps = [{ isDone: true, error: 'TransactionInProgressException' }];
  await transact(newSession(), creation('made'));
  expect([mishaps, await read('made')]).toEqual([[], key('made')]);

  const next = (version: number) => ({
    put: {
      Item: { ...key('changed'), version },
      ConditionExpression: 'version = :before',
      ExpressionAttributeValues: { ':before': version - 1 },
    },
  });
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key('changed'), version: 1 } }));
  mishaps = [true, true].map((isDone) => ({ isDone, error: 'TransactionInProgressException' }));
  await transact(newSession(), [next(2)]);
  expect(await read('changed')).toEqual({ ...key('changed'), version: 2 });
});

test('a write prevented by a conflict is retried against what others wrote in the meantime', async () => {
  mishaps = [{ isDone: false, error: 'TransactionConflictException' }];
  await transact(newSession(), creation('late'));
  expect(await read('late')).toEqual(key('late'));
  mishaps = [{ isDone: false, error: 'TransactionConflictException' }];
  await expect(transact(newSession(), creation('late'))).rejects.toMatchObject({ code: 'conflict' });
});
