import { expect, test } from 'vitest';
import { dashboardCards, type DashboardCard } from '#contract/dashboard-card.ts';
import type { Role } from '#contract/role.ts';
import type { Workspace } from '#lib/workspace.ts';
import { cardsOf } from './cards.ts';

const seenBy = (role: Role, dashboard?: readonly DashboardCard[]) =>
  cardsOf({ role, organization: { dashboard } } as unknown as Workspace);

test('members see the organization’s cards in its order, by default all of them', () => {
  expect(seenBy('owner')).toEqual(dashboardCards);
  expect(seenBy('employee', ['latestCustomers', 'revenue', 'recent'])).toEqual([
    'latestCustomers',
    'revenue',
    'recent',
  ]);
});

test('someone who can read neither records nor reports sees no card with their figures', () => {
  const figures = ['revenue', 'latestCustomers', 'latestActivities', 'paidThisMonth', 'pipeline'] as const;
  expect(seenBy('client', figures)).toEqual([]);
});
