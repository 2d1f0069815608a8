import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  employee = await addMember(host, organization, 'employee');
  for (let number = 1; number <= 12; number += 1)
    await newDeal(organization, {
      title: `Deal ${number}`,
      value: usd(number * 100),
      stageId: number % 2 === 0 ? 'sales-demo' : 'sales-proposal',
      ownerId: (number % 3 === 0 ? employee : organization.owner).userId,
    });
  await host.settled(organization);
});

const ask = (call: Call, body: object = {}) =>
  bodyOf(200, call('POST', `${organization.path}/deals/board`, { body }));
const columnOf = ({ columns }: any, stageId: string) =>
  columns.find((column: any) => column.stageId === stageId);
const titlesIn = (column: any): string[] => column.cards.items.map(({ title }: any) => title);
const over = (minor: number) => ({
  field: 'value',
  op: 'more',
  value: { amountMinor: minor, currency: 'USD' },
});

test('without a filter, a queried board equals the board by query parameters', async () => {
  for (const { call } of [organization.owner, employee]) {
    const plain = await bodyOf(200, call('GET', `${organization.path}/deals/board`));
    expect(await ask(call)).toEqual(plain);
    const parameters = { query: { ownerId: employee.userId, current: 'true' } };
    const filter = { field: 'ownerId', op: 'anyOf', value: [employee.userId] };
    expect(await ask(call, { filter, current: true })).toEqual(
      await bodyOf(200, call('GET', `${organization.path}/deals/board`, parameters)),
    );
  }
});

test('any filter narrows the cards, counts and sums of every stage', async () => {
  const board = await ask(organization.owner.call, {
    filter: { or: [over(1_000), { and: [over(300), { field: 'title', op: 'contains', value: '5' }] }] },
  });
  const proposal = columnOf(board, 'sales-proposal');
  expect(proposal).toMatchObject({ count: 2, sumMinor: 1_600, cards: { total: 2 } });
  expect(titlesIn(proposal).toSorted()).toEqual(['Deal 11', 'Deal 5']);
  expect(columnOf(board, 'sales-demo')).toMatchObject({ count: 1, sumMinor: 1_200 });
});

test('an employee’s queried board contains own deals only', async () => {
  const board = await ask(employee.call, { filter: over(0) });
  expect(columnOf(board, 'sales-demo')).toMatchObject({ count: 2, sumMinor: 1_800 });
  expect(titlesIn(columnOf(board, 'sales-proposal')).toSorted()).toEqual(['Deal 3', 'Deal 9']);
});

test('the next cards of a stage continue under the same filter', async () => {
  const { call } = organization.owner;
  const question = { filter: { or: [over(250), over(350)] }, limit: 2 };
  const found: string[] = [];
  let column = columnOf(await ask(call, question), 'sales-demo');
  for (;;) {
    found.push(...titlesIn(column));
    const cursor = column.cards.nextCursor;
    if (!cursor) break;
    const { columns } = await ask(call, { ...question, next: { stageId: 'sales-demo', cursor } });
    expect(columns).toHaveLength(1);
    [column] = columns;
  }
  expect(found.toSorted()).toEqual(['Deal 10', 'Deal 12', 'Deal 4', 'Deal 6', 'Deal 8']);
  expect(new Set(found).size).toBe(found.length);
});

test('unknown pipelines and fields are refused at their place', async () => {
  const { call } = organization.owner;
  const refusedAt = async (body: object) => {
    const answer = await call('POST', `${organization.path}/deals/board`, { body });
    return [answer.status, answer.body.errors?.[0].pointer];
  };
  expect(await refusedAt({ pipelineId: 'no-such' })).toEqual([422, '/pipelineId']);
  expect(await refusedAt({ filter: { field: 'shoeSize', op: 'isEmpty' } })).toEqual([422, '/filter/field']);
  expect(await refusedAt({ sorts: [] })).toEqual([422, '/sorts']);
});
