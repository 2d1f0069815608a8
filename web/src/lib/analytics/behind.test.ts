import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import type { Workspace } from '#lib/workspace.ts';
import { dealsOf, leadsMade, listBehind, type Behind, type Narrowed } from './behind.ts';

const stages = [
  { id: 'first', meaning: 'open' },
  { id: 'lost', meaning: 'lost' },
];
const workspace = {
  base: '/o/1',
  role: 'owner',
  organization: { pipelines: [{ id: 'p', stages }], leadStatuses: [] } as unknown as Organization,
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

const filterOf = (behind: Behind, period: Period, narrowed: Narrowed = {}) =>
  new URLSearchParams(listBehind(workspace, behind, period, narrowed)?.split('?')[1]).get('filter');
const year = { from: '2026-01-01', to: '2026-12-31' };

test('a number opens the records of its period and its part', () => {
  expect(filterOf(dealsOf('lost'), year, { pipelineId: 'p' })).toBe(
    'pipelineId:anyOf:p;stageId:anyOf:lost;closeDate:between:2026-01-01..2026-12-31',
  );
  expect(filterOf(leadsMade, year, { sourceId: 'none' })).toBe(
    'sourceId:isEmpty;createdAt:between:2026-01-01..2026-12-31',
  );
  expect(filterOf({ ...leadsMade, isConverted: true, isAnswered: true }, undefined)).toBe(
    'convertedAt:isNotEmpty;lastActivityAt:isNotEmpty',
  );
  expect(
    filterOf({ records: 'deal', day: 'created' }, undefined, { furthestStageId: ['first', 'lost'] }),
  ).toBe('furthestStageId:anyOf:first,lost');
});

test('a number of a team opens the records of the team', () => {
  const href = listBehind(workspace, leadsMade, undefined, { teamOf: 'ana' });
  expect(new URLSearchParams(href?.split('?')[1]).get('teamOf')).toBe('ana');
});

test('a number of more stages than a filter can have opens nothing', () => {
  const furthestStageId = Array.from({ length: 201 }, (_, index) => `stage-${index}`);
  expect(listBehind(workspace, dealsOf('open'), undefined, { furthestStageId })).toBeUndefined();
});
