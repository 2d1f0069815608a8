import { expect, test } from 'vitest';
import { leadingKeys, neededRights } from './request-rights.ts';

const needed = (operation: string, body: object) => neededRights(operation, JSON.stringify(body));

test('a call on one table requires permission for its action on the table, or on the index it names', () => {
  expect(needed('Query', { TableName: 'T' })).toEqual([{ action: 'Query', table: 'T' }]);
  expect(needed('Query', { TableName: 'T', IndexName: 'i' })).toEqual([
    { action: 'Query', table: 'T', index: 'i' },
  ]);
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
  expect(needed('GetItem', { TableName: arn, Key: {} })).toEqual([{ action: 'GetItem', table: 'T' }]);
});

test('an item cannot imitate another table’s name', () => {
  const Item = {
    TableName: { S: 'Other' },
    text: { S: '"TableName":"Other"' },
    m: { M: { TableName: { S: 'Other' } } },
  };
  expect(needed('PutItem', { Item, TableName: 'T' })).toEqual([{ action: 'PutItem', table: 'T' }]);
});

test('a transaction requires the permission of each action, and a batch its own on every table', () => {
  const TransactItems = [
    { Put: { TableName: 'T', Item: {} } },
    { Update: { TableName: 'T', Key: {} } },
    { Update: { TableName: 'T', Key: {} } },
    { ConditionCheck: { TableName: 'U', Key: {} } },
    { Delete: { TableName: 'T', Key: {} } },
  ];
  expect(needed('TransactWriteItems', { TransactItems })).toEqual([
    { action: 'PutItem', table: 'T' },
    { action: 'UpdateItem', table: 'T' },
    { action: 'ConditionCheckItem', table: 'U' },
    { action: 'DeleteItem', table: 'T' },
  ]);
  expect(needed('BatchGetItem', { RequestItems: { T: {}, U: {} } })).toEqual([
    { action: 'BatchGetItem', table: 'T' },
    { action: 'BatchGetItem', table: 'U' },
  ]);
});

test('the partition keys of a request are those of the items of one action and table', () => {
  const keys = (operation: string, body: object, action = operation) =>
    leadingKeys(operation, JSON.stringify(body), { action, table: 'T' }, 'pk');
  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } });
  expect(keys('PutItem', { TableName: 'T', Item: item('a') })).toEqual(['a']);
  expect(keys('UpdateItem', { TableName: 'T', Key: item('a') })).toEqual(['a']);
  const TransactItems = [
    { Put: { TableName: 'T', Item: item('a') } },
    { Put: { TableName: 'T', Item: item('b') } },
    { Put: { TableName: 'U', Item: item('c') } },
    { Delete: { TableName: 'T', Key: item('d') } },
  ];
  expect(keys('TransactWriteItems', { TransactItems }, 'PutItem')).toEqual(['a', 'b']);
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
  const RequestItems = {
    [arn]: [{ PutRequest: { Item: item('a') } }, { DeleteRequest: { Key: item('b') } }],
    U: [{ PutRequest: { Item: item('c') } }],
  };
  expect(keys('BatchWriteItem', { RequestItems })).toEqual(['a', 'b']);
  expect(keys('BatchGetItem', { RequestItems: { T: { Keys: [item('a')] } } })).toEqual(['a']);
  expect(keys('Query', { TableName: 'T' })).toBeUndefined();
});

test('unused operations are rejected', () => {
  expect(needed('ExecuteStatement', { Statement: 'DELETE FROM T' })).toBeUndefined();
  expect(needed('DeleteTable', { TableName: 'T' })).toBeUndefined();
});
