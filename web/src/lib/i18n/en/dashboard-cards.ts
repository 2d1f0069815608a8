import type { Nouns } from '../nouns.ts';

export const dashboardCards = (nouns: Nouns) => ({
  title: 'Dashboard',
  lead: 'The cards on everyone’s dashboard, from top to bottom. People only see cards they have access to.',
  names: {
    pipeline: 'Pipeline by stage',
    tasks: 'My tasks',
    newContacts: `New ${nouns.contact.many} by day`,
    leadsByStatus: `${nouns.lead.Many} by status`,
    contactsByStatus: `${nouns.contact.Many} by status`,
    recent: 'Recent activity',
    activities: 'Activities this week',
  },
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
});
