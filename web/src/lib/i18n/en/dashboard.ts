import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const dashboard = {
  greeting: (hour: number, name: string) =>
    `Good ${hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}${name ? `, ${name}` : ''}`,
  today: (count: number) =>
    count === 0
      ? 'No new contacts yet today.'
      : plural(count, { one: '# new contact today.', other: '# new contacts today.' }),
  failed: 'The dashboard could not be loaded',
  emptyTitle: 'Nothing to count yet',
  emptyText:
    'Numbers appear here as soon as there are contacts. Create the first one, or look around with demo data.',
  newThisWeek: 'New this week',
  addedInDays: (count: number, days: number) => `${plural(count, { other: '#' })} new in ${days} days`,
  from: (before: string) => `from ${before}`,
  qualified: 'Qualified',
  customers: 'Customers',
  share: (percent: number) => `${percent}% of all`,
  newPerDay: 'New contacts',
  newPerDaySummary: (week: number, before: number) =>
    `New contacts per day over two weeks: ${week} this week, ${before} the week before.`,
  byStatus: 'Contacts by status',
  day: 'Day',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  recent: 'Recent activity',
  activities: 'Activities this week',
  noActivity: 'Nothing has happened yet.',
  byForm: 'came by a web form',
  verbs: {
    created: 'created',
    updated: 'changed',
    deleted: 'deleted',
    restored: 'restored',
    moved: 'moved',
    won: 'won',
    lost: 'lost',
    reopened: 'reopened',
    reordered: 'moved',
    qualified: 'qualified',
    disqualified: 'disqualified',
    converted: 'converted',
    'note.created': 'wrote a note on',
    'note.updated': 'changed a note on',
    'note.deleted': 'deleted a note on',
    'note.restored': 'restored a note on',
  },
};
