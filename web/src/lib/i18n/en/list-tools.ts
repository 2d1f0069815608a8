import { exports } from './exports.ts';

/** Texts of sorts, groups, columns and footers of lists. */
const listTools = {
  sortBy: (label: string, descending: boolean, isMoment: boolean, isNumber: boolean) => {
    if (isMoment) return `${label}, ${descending ? 'newest first' : 'oldest first'}`;
    if (isNumber) return `${label}, ${descending ? 'largest first' : 'smallest first'}`;
    return `${label}, ${descending ? 'Z to A' : 'A to Z'}`;
  },
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
