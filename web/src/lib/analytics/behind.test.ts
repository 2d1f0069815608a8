import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import type { Workspace } from '#lib/workspace.ts';
import {
  creditNotesIssued,
  daysOf,
  dealsOf,
  invoicesIssued,
  invoicesUnpaid,
  leadsMade,
  listBehind,
  paymentsReceived,
  type Behind,
  type Narrowed,
} from './behind.ts';

const stages = [
  { id: 'first', meaning: 'open' },
  { id: 'lost', meaning: 'lost' },
];
const withMeaning = (meaning: string) => ({ id: meaning, meaning });
const workspace = {
  base: '/o/1',
  role: 'owner',
  organization: {
    pipelines: [{ id: 'p', stages }],
    leadStatuses: [],
    invoiceStatuses: ['draft', 'open', 'overdue', 'paid', 'credited', 'void', 'issued'].map(withMeaning),
    paymentStatuses: ['received', 'pending', 'refunded', 'canceled'].map(withMeaning),
  } as unknown as Organization,
} as unknown as Workspace;

type Period = { from: string; to: string } | undefined;
const sortOf = (behind: Behind, period: Period, narrowed: Narrowed) =>
  new URLSearchParams(listBehind(workspace, behind, period, narrowed)?.split('?')[1]).get('sort');

test('a number without a period opens undated deals first, or a customer’s deals by creation', () => {
  expect(sortOf(dealsOf('open'), undefined, {})).toBe('-closeDate');
  expect(sortOf(dealsOf('lost'), undefined, { customerId: 'c' })).toBe('-createdAt');
  expect(sortOf(dealsOf('lost'), { from: '2026-01-01', to: '2026-12-31' }, { customerId: 'c' })).toBe(
    '-closeDate',
  );
});

const filterOf = (
  behind: Behind,
  period: { from?: string | undefined; to?: string | undefined } | undefined,
  narrowed: Narrowed = {},
) => new URLSearchParams(listBehind(workspace, behind, period, narrowed)?.split('?')[1]).get('filter');
const year = { from: '2026-01-01', to: '2026-12-31' };

test('a number opens the records of its period and its part', () => {
  expect(filterOf(dealsOf('lost'), year, { pipelineId: 'p' })).toBe(
    'pipelineId:anyOf:p;stageId:anyOf:lost;closeDate:between:2026-01-01..2026-12-31',
  );
  expect(filterOf(leadsMade, year, { sourceId: 'none' })).toBe(
    'sourceId:isEmpty;createdAt:between:2026-01-01..2026-12-31',
  );
  expect(filterOf({ ...leadsMade, isConverted: true, isAnswered: true }, undefined)).toBe(
    'convertedAt:isNotEmpty;or(lastActivityAt:isNotEmpty;lastDoneAt:isNotEmpty)',
  );
  expect(
    filterOf({ records: 'deal', day: 'created' }, undefined, { furthestStageId: ['first', 'lost'] }),
  ).toBe('furthestStageId:anyOf:first,lost');
});

test('an amount opens the invoices, credit notes or payments of its currency', () => {
  const narrowed = { currency: 'EUR', customerId: 'c' };
  expect(filterOf(invoicesIssued, year, narrowed)).toBe(
    'customerId:anyOf:c;statusId:anyOf:open,overdue,paid,credited;currency:is:EUR;issuedOn:between:2026-01-01..2026-12-31',
  );
  expect(filterOf(creditNotesIssued, year, { currency: 'JPY' })).toBe(
    'statusId:anyOf:issued;currency:is:JPY;issuedOn:between:2026-01-01..2026-12-31',
  );
  expect(filterOf(paymentsReceived, year, { currency: 'EUR', methodId: 'card' })).toBe(
    'methodId:anyOf:card;statusId:anyOf:received,refunded;amount:atLeast:0.00EUR;receivedOn:between:2026-01-01..2026-12-31',
  );
});

test.each([
  [{}, 'statusId:anyOf:open,overdue'],
  [{ most: 0 }, 'statusId:anyOf:open,overdue;dueOn:onOrAfter:2026-03-31'],
  [{ least: 1, most: 30 }, 'statusId:anyOf:open,overdue;dueOn:between:2026-03-01..2026-03-30'],
  [{ least: 91 }, 'statusId:anyOf:open,overdue;dueOn:onOrBefore:2025-12-30'],
])('what has been due for %j days opens the invoices that were due then', (age, filter) => {
  expect(filterOf(invoicesUnpaid(age), daysOf(age, '2026-03-31'))).toBe(filter);
});

test('a number of a team opens the records of the team', () => {
  const href = listBehind(workspace, leadsMade, undefined, { teamOf: 'ana' });
  expect(new URLSearchParams(href?.split('?')[1]).get('teamOf')).toBe('ana');
});

test('a number of more stages than a filter can have opens nothing', () => {
  const furthestStageId = Array.from({ length: 201 }, (_, index) => `stage-${index}`);
  expect(listBehind(workspace, dealsOf('open'), undefined, { furthestStageId })).toBeUndefined();
});

test('a number of planned activities opens the list of those that were planned for its period', () => {
  const planned: Behind = { records: 'plannedActivity' };
  expect(filterOf({ ...planned, isDone: true }, year, { ownerId: 'ana', kindId: 'demo' })).toBe(
    'kindId:anyOf:demo;ownerId:anyOf:ana;done:anyOf:true;dueAt:between:2026-01-01..2026-12-31',
  );
  expect(listBehind(workspace, planned, year)).toMatch(/\/activities\?/);
});

test('a number of activities opens their history, narrowed to a type or an outcome', () => {
  expect(listBehind(workspace, { records: 'activity' }, year, { outcomeId: 'none' })).toBe(
    `${workspace.base}/tasks?view=history&outcomeId=none&dateFrom=2026-01-01&dateTo=2026-12-31`,
  );
});
