import { dashboardCards, type DashboardCard } from '#contract/dashboard-card.ts';
import type { Permission } from '#contract/permission.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** What is needed to see a card, all of it. */
const needed: Partial<Record<DashboardCard, readonly Permission[]>> = {
  pipeline: ['deal:read'],
  tasks: ['task:read'],
  due: ['analytics:read', 'invoice:read'],
  overdue: ['analytics:read', 'invoice:read'],
  paidThisMonth: ['analytics:read', 'payment:read'],
  activities: ['analytics:read'],
  latestActivities: ['analytics:read'],
  revenue: ['analytics:read'],
  latestCustomers: ['customer:read'],
};

/** The series of the chart of revenue that the user can see. */
export const revenueOf = (workspace: Workspace) => ({
  won: may(workspace, 'deal:read'),
  paid: may(workspace, 'payment:read'),
  byCustomer: may(workspace, 'deal:read') && may(workspace, 'customer:read'),
});

/** The organization's cards that the user can see, in order. */
export function cardsOf(workspace: Workspace): DashboardCard[] {
  const { won, paid } = revenueOf(workspace);
  return (workspace.organization.dashboard ?? dashboardCards).filter(
    (card) =>
      (needed[card] ?? []).every((permission) => may(workspace, permission)) &&
      (card !== 'revenue' || won || paid),
  );
}
