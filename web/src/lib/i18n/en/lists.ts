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
  group: 'Group',
  groupedBy: (label: string) => `Grouped by ${label}`,
  view: 'Columns, density and export',
  movedTo: (label: string, place: number, count: number) => `${label} is column ${place} of ${count}`,
  resize: (label: string) => `Width of ${label}`,
  select: (name: string) => `Select ${name}`,
  selectPage: 'Select all on this page',
  selected: (count: number) => plural(count, { other: '# selected' }),
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
  importFile: 'Import a file',
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
