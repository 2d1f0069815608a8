/** Cards of the dashboard, in the order in which they stand where nobody has chosen another. */
export const dashboardCards = [
  'pipeline',
  'tasks',
  'newContacts',
  'leadsByStatus',
  'contactsByStatus',
  'recent',
  'activities',
] as const;
export type DashboardCard = (typeof dashboardCards)[number];
