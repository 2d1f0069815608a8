import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const list = {
  rescoring:
    'Scores are being recalculated with the new points. Until that’s done, the order may be out of date.',
  filter: 'Filter',
  addFilter: 'Add filter',
  clear: 'Clear',
  clearAll: 'Clear search and filters',
  noChoices: 'No options',
  sort: 'Sort',
  sortBy: (label: string, descending: boolean, isMoment: boolean, isNumber: boolean) => {
    if (isMoment) return `${label}, ${descending ? 'newest first' : 'oldest first'}`;
    if (isNumber) return `${label}, ${descending ? 'largest first' : 'smallest first'}`;
    return `${label}, ${descending ? 'Z to A' : 'A to Z'}`;
  },
  group: 'Group',
  groupedBy: (label: string) => `Grouped by ${label}`,
  noGroups: 'No groups',
  withoutValue: 'No value',
  onlyGroup: (value: string) => `Show only ${value}`,
  view: 'Columns and density',
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  moveBefore: (label: string) => `Move ${label} up`,
  moveAfter: (label: string) => `Move ${label} down`,
  movedTo: (label: string, place: number, count: number) => `${label} is column ${place} of ${count}`,
  shownColumns: 'Shown',
  columnGroups: { fields: 'Fields', custom: 'Custom fields', work: 'Activity', record: 'Record' },
  findColumn: 'Find a column',
  noColumnFound: 'No matching column',
  usualColumns: 'Reset columns',
  measures: { sum: 'Sum', average: 'Average', min: 'Minimum', max: 'Maximum', count: 'Count' },
  summarize: 'Summarize',
  summarizeColumn: (label: string) => `Summarize ${label}`,
  noSummary: 'None',
  summaryFailed: 'Not loaded',
  retrySummary: (label: string) => `Load the summary of ${label} again`,
  summariesFull: (count: number) => `At most ${count} columns can be summarized.`,
  resize: (label: string) => `Width of ${label}`,
  select: (name: string) => `Select ${name}`,
  selectPage: 'Select all on this page',
  selected: (count: number) => plural(count, { other: '# selected' }),
  selection: 'Selection',
  clearSelection: 'Clear selection',
  editCell: (label: string, name: string) => `Edit ${label} of ${name}`,
  range: (first: string, last: string, total: string) => `${first}–${last} of ${total}`,
  place: (place: string, total: string) => `${place} of ${total}`,
  rows: 'Rows',
  rowsPerPage: 'Rows per page',
  page: 'Page',
  /** After the number of a page. */
  ofPages: (pages: string) => `of ${pages}`,
  lastPage: 'Last page',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  more: 'Show more',
  nothingFound: 'No results',
  nothingFoundText: 'Nothing matches your search and filters.',
  filterRefused: 'This search or filter can’t be applied',
  filterRefusedText:
    'Its link is incomplete, or a value in it isn’t valid or no longer exists, such as a deleted tag.',
};

const views = { label: 'View', saved: 'Views', board: 'Board', list: 'List' };

/** The titles of the commands that every page shows. Those of the others are in `commandTitles`. */
const commands = {
  palette: 'Search and commands',
  create: 'Create',
  language: 'Cambiar a español',
  signOut: 'Sign out',
};

const themes = { light: 'Light', dark: 'Dark', system: 'System' };

const demo = (nouns: Nouns) => ({
  load: 'Load demo data',
  loaded: (count: number) =>
    plural(count, {
      one: `# demo ${nouns.contact.one} loaded`,
      other: `# demo ${nouns.contact.many} loaded`,
    }),
});

/** UI text for lists and commands. */
export const listTexts = (nouns: Nouns) => ({
  commands,
  demo: demo(nouns),
  list,
  themes,
  views,
});
