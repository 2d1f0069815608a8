import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const chart = (nouns: Nouns) => ({
  reading: (read: string, of: string) => `Loading ${nouns.employee.many}: ${read} of ${of}`,
  failed: 'The chart could not be loaded',
  reports: (count: number) => plural(count, { one: '# direct report', other: '# direct reports' }),
  team: (count: number) => plural(count, { one: '# on the team', other: '# on the team' }),
  found: (count: number) => plural(count, { one: '# person found', other: '# people found' }),
  nothingFound: 'No one matches your search.',
  clear: 'Clear search',
  openAll: 'Expand all',
  closeAll: 'Collapse all',
  place: 'In the organization',
  reportsTo: 'Reports to',
  noManager: 'Reports to no one',
  noReports: 'No direct reports',
  show: 'Show in the organization chart',
});

/** UI text for the organization chart and an employee’s place in it. */
export const texts = (nouns: Nouns) => ({
  chart: chart(nouns),
});
