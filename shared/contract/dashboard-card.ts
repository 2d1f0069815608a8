/** Dashboard cards in their default order. */
export const dashboardCards = [
  'pipeline',
  'tasks',
  'due',
  'overdue',
  'paidThisMonth',
  'newContacts',
  'leadsByStatus',
  'contactsByStatus',
  'recent',
  'activities',
  'latestActivities',
  'revenue',
  'latestCustomers',
] as const;
export type DashboardCard = (typeof dashboardCards)[number];
