import { listIn } from '../plural.ts';
import { exports } from './exports.ts';

const listText = listIn('en');

/** How lists can be ordered by the values of a column: in ascending and in descending order. */
type Orders = Record<'moment' | 'due' | 'number' | 'listed' | 'yesNo' | 'text', [string, string]>;

/** Texts of sorts, groups, columns and footers of lists. */
const listTools = {
  /** By what the values are: both orders, the ascending one first. `listed`: in the order of the list of choices. */
  orders: {
    moment: ['oldest first', 'newest first'],
    due: ['earliest first', 'latest first'],
    number: ['smallest first', 'largest first'],
    listed: ['in order', 'in reverse order'],
    yesNo: ['“No” first', '“Yes” first'],
    text: ['A to Z', 'Z to A'],
  } satisfies Orders,
  noGroups: 'No groups',
  withoutValue: 'No value',
  onlyGroup: (value: string) => `Show only ${value}`,
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  moveBefore: (label: string) => `Move ${label} up`,
  moveAfter: (label: string) => `Move ${label} down`,
  shownColumns: 'Shown',
  columnGroups: { fields: 'Fields', custom: 'Custom fields', work: 'Activity', record: 'Record' },
  findColumn: 'Find a column',
  noColumnFound: 'No matching column',
  usualColumns: 'Reset columns',
  measures: { sum: 'Sum', average: 'Average', min: 'Minimum', max: 'Maximum', count: 'Count' },
  /** What is left out of a summary, and the statuses for which it is. */
  apart: (amounts: readonly string[], names: string) => `${listText(amounts)} not counted (${names})`,
  summarize: 'Summarize',
  findDuplicates: 'Find duplicates',
  summarizeColumn: (label: string) => `Summarize ${label}`,
  noSummary: 'None',
  summaryFailed: 'Not loaded',
  retrySummary: (label: string) => `Load the summary of ${label} again`,
  summariesFull: (count: number) => `At most ${count} columns can be summarized.`,
};

/** UI text for what lists load when it is first used. */
export const texts = () => ({ listTools, exports });
