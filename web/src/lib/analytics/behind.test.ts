import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import type { Workspace } from '#lib/workspace.ts';
import { dealsOf, listBehind, type Behind, type Narrowed } from './behind.ts';

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
