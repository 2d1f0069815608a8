export const dashboardCards = {
  title: 'Dashboard',
  lead: 'What everybody finds on the dashboard, from top to bottom. Who may not see something is not shown it.',
  names: {
    pipeline: 'Pipeline by stage',
    tasks: 'My tasks',
    newContacts: 'New contacts by day',
    leadsByStatus: 'Leads by status',
    contactsByStatus: 'Contacts by status',
    recent: 'What happened last',
    activities: 'Activities this week',
  },
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
};
