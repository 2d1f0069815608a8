import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const chart = {
  reading: (read: string, of: string) => `Reading employees: ${read} of ${of}`,
  failed: 'The chart could not be loaded',
  reports: (count: number) => plural(count, { one: '# direct report', other: '# direct reports' }),
  team: (count: number) => plural(count, { one: '# in the team', other: '# in the team' }),
  found: (count: number) => plural(count, { one: '# person found', other: '# people found' }),
  nothingFound: 'Nobody is called that.',
  clear: 'Clear search',
  openAll: 'Expand all',
  closeAll: 'Collapse all',
  place: 'In the organization',
  reportsTo: 'Reports to',
  noManager: 'Reports to nobody',
  noReports: 'No direct reports',
  show: 'Show in the organization chart',
};

/** What only the organization chart needs, and an employee's place in it. */
export const inChart = { chart };
