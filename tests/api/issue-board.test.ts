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

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let employee: Person;

const at = (rest: string): string => `${organization.path}/${rest}`;
const newIssue = (more: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at('issues'), { body: { subject: 'Broken link', ...more } }));
const changed = (issue: any, body: object): Promise<any> =>
  bodyOf(200, call('PATCH', at(`issues/${issue.id}`), { body, ifMatch: issue.version }));
const board = (query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, call('GET', at('issues/board'), { query: { current: 'true', ...query } }));
const ask = (body: object = {}): Promise<any> =>
  bodyOf(200, call('POST', at('issues/board'), { body: { current: true, ...body } }));
const idsIn = ({ columns }: any): Record<string, string[]> =>
  Object.fromEntries(
    columns.map(({ statusId, cards }: any) => [statusId, cards.items.map(({ id }: any) => id)]),
  );

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  employee = await addMember(host, organization, 'employee');
});

test('a board of issues has a column for each status in use, with cards by what is due next', async () => {
  const normal = await newIssue();
  const urgent = await newIssue({ priorityId: 'urgent' });
  const waiting = await newIssue({ statusId: 'waiting' });
  const found = await board();
  expect(found.columns.map(({ statusId, count }: any) => [statusId, count])).toEqual([
    ['open', 2],
    ['inProgress', 0],
    ['waiting', 1],
    ['resolved', 0],
    ['closed', 0],
  ]);
  expect(idsIn(found)).toMatchObject({ open: [urgent.id, normal.id], waiting: [waiting.id] });
  expect(found.columns[0].cards.items[0]).toMatchObject({ code: urgent.code, priorityId: 'urgent' });
  expect(await ask()).toEqual(found);

  const list = { query: { sort: 'dueAt', statusId: 'open', current: 'true' } };
  const { items } = await bodyOf(200, call('GET', at('issues'), list));
  expect(items.map(({ id }: any) => id)).toEqual([urgent.id, normal.id]);
});

test('an issue that changes its status changes its column, and nothing is due while its clock is stopped', async () => {
  const first = await newIssue({ priorityId: 'urgent', subject: 'Moving' });
  const moved = await changed(first, { statusId: 'waiting' });
  expect(moved.clock.runningSince).toBeUndefined();
  const again = await changed(await newIssue({ subject: 'Moving' }), { statusId: 'inProgress' });
  expect(idsIn(await ask({ q: 'Moving' }))).toEqual({
    open: [],
    inProgress: [again.id],
    waiting: [moved.id],
    resolved: [],
    closed: [],
  });
  const { items } = await bodyOf(
    200,
    call('POST', at('issues/query'), {
      body: { q: 'Moving', current: true, sorts: [{ field: 'dueAt' }] },
    }),
  );
  expect(items.map(({ id, dueAt }: any) => [id, dueAt])).toEqual([
    [again.id, again.firstAnswerDueAt],
    [moved.id, undefined],
  ]);
});

test('search, assignees and any filter narrow the cards and counts of every status', async () => {
  const mine = await newIssue({ subject: 'Narrowed', ownerId: employee.userId });
  const other = await newIssue({ subject: 'Narrowed', priorityId: 'low' });
  expect(idsIn(await board({ q: 'narrowed', ownerId: employee.userId })).open).toEqual([mine.id]);
  expect(idsIn(await board({ q: 'narrowed', ownerId: 'none' })).open).toEqual([other.id]);
  const low = { field: 'priorityId', op: 'anyOf', value: ['low'] };
  const found = await ask({ q: 'narrowed', filter: low });
  expect(found.columns[0]).toMatchObject({ statusId: 'open', count: 1, cards: { total: 1 } });
  expect(idsIn(found).open).toEqual([other.id]);
});

test('the next cards of a status continue after the first ones, in lists and in queries', async () => {
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.push((await newIssue({ subject: 'Paged' })).id);
  const question = { q: 'paged', limit: 2 };
  const found: string[] = [];
  let [column] = (await ask(question)).columns;
  for (;;) {
    found.push(...column.cards.items.map(({ id }: any) => id));
    const cursor = column.cards.nextCursor;
    if (!cursor) break;
    const { columns } = await ask({ ...question, next: { statusId: 'open', cursor } });
    expect(columns).toHaveLength(1);
    [column] = columns;
  }
  expect(found).toEqual(ids);
  const [{ cards }] = (await board({ q: 'paged', limit: '2' })).columns;
  const query = { q: 'paged', statusId: 'open', sort: 'dueAt', limit: '50', cursor: cards.nextCursor };
  const { items } = await bodyOf(200, call('GET', at('issues'), { query }));
  expect(items.map(({ id }: any) => id)).toEqual(ids.slice(2));
});

test('the organization’s own statuses are columns, and a retired one is none once its issues have moved', async () => {
  const list = at('status-lists/issueStatuses');
  const { items, version } = await bodyOf(200, call('GET', list));
  const first = items.map(({ id }: any) => ({ id }));
  const added = { items: [...first, { name: 'Escalated', meaning: 'inProgress' }] };
  const own = await bodyOf(200, call('PATCH', list, { body: added, ifMatch: version }));
  const { id: statusId } = own.items.at(-1);
  const issue = await newIssue({ subject: 'Retiring', statusId });
  // Boards use the organization's settings as of a moment ago.
  await expect.poll(async () => idsIn(await board())[statusId], { timeout: 20_000 }).toEqual([issue.id]);
  const retiring = { items: first, successors: { [statusId]: 'inProgress' } };
  await bodyOf(200, call('PATCH', list, { body: retiring, ifMatch: own.version }));
  await expect
    .poll(async () => idsIn(await board({ q: 'retiring' })), { timeout: 20_000 })
    .toEqual({ open: [], inProgress: [issue.id], waiting: [], resolved: [], closed: [] });
});

test('views of issues can be boards, and those of a type without a board can’t', async () => {
  const view = { recordType: 'issue', name: 'By status', layout: 'board' };
  expect(await call('POST', at('views'), { body: view })).toMatchObject({ status: 201 });
  const refused = await call('POST', at('views'), { body: { ...view, recordType: 'contact' } });
  expect(refused.body.errors).toMatchObject([{ pointer: '/layout', code: 'not_a_choice' }]);
});

test('a queue has the own issues that are not resolved, the next due first and those with nothing due last', async () => {
  const ownerId = employee.userId;
  const low = await newIssue({ subject: 'Queued', ownerId, priorityId: 'low' });
  const waiting = await newIssue({ subject: 'Queued', ownerId, statusId: 'waiting' });
  const urgent = await newIssue({ subject: 'Queued', ownerId, priorityId: 'urgent' });
  await newIssue({ subject: 'Queued', ownerId, statusId: 'closed' });
  await newIssue({ subject: 'Queued', ownerId: organization.owner.userId });
  const filter = {
    and: [
      { field: 'ownerId', op: 'anyOf', value: ['me'] },
      { field: 'resolvedAt', op: 'isEmpty' },
    ],
  };
  const body = { q: 'queued', filter, sorts: [{ field: 'dueAt' }], current: true };
  const { items } = await bodyOf(200, employee.call('POST', at('issues/query'), { body }));
  expect(items.map(({ id }: any) => id)).toEqual([urgent.id, low.id, waiting.id]);
});
